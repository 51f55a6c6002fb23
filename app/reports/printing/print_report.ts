import app from '@adonisjs/core/services/app'
import edge from 'edge.js'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import type { ComposedReport } from '#reports/composing/compose_report'
import { PRINT_LIMITS, withBrowser, type PrintLimits } from '#reports/printing/browser'

/** Is no address of the web: what the page asks for is answered from this installation's files, or not at all. */
const ORIGIN = 'http://report.invalid'
const READY = '[data-report-ready]'
/** A4 at 96 dots per inch. */
const SHEET = { width: 794, height: 1123 }

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

export type Printed = Partial<Record<'pdf' | 'png', Buffer>>

/**
 * The pages of a report as PDF (tagged, with an outline, its fonts and vector charts) and as a picture. They are the pages of the
 * preview, drawn by the same code.
 */
export function printReport(
  report: ComposedReport,
  formats: readonly string[],
  limits: PrintLimits = PRINT_LIMITS
): Promise<Printed> {
  return withBrowser(limits, async (browser) => {
    const page = await openReport(browser, report)
    return {
      ...(formats.includes('pdf') && { pdf: await pdfOf(page) }),
      ...(formats.includes('png') && { png: await page.screenshot({ fullPage: true }) }),
    }
  })
}

async function openReport(browser: Browser, report: ComposedReport): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: SHEET, colorScheme: 'light', reducedMotion: 'reduce', locale: 'en-GB' },
    ...{ timezoneId: report.timeZone, serviceWorkers: 'block' },
  })
  const html = await htmlOf(report)
  await context.route('**/*', (route) => answer(route, html))
  const page = await context.newPage()
  await page.goto(`${ORIGIN}/print`)
  await page.locator(READY).waitFor({ state: 'attached', timeout: 0 })
  return page
}

/** Numbers of pages and the heads of pages are drawn in the page, so the margins of the printer stay empty. */
const pdfOf = (page: Page) =>
  page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })

const htmlOf = (report: ComposedReport) =>
  edge.render('report_print', {
    page: {
      component: 'reports/print',
      props: { report, errors: {} },
      url: '/print',
      version: '1',
    },
  })

async function answer(route: Route, html: string) {
  const { origin, pathname } = new URL(route.request().url())
  if (origin !== ORIGIN) {
    return route.abort()
  }
  if (pathname === '/print') {
    return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
  }
  const body = await readAsset(pathname)
  return body
    ? route.fulfill({ body, contentType: TYPES[extname(pathname)] ?? 'application/octet-stream' })
    : route.abort()
}

/** The address was normalized when it was parsed, so it cannot leave the folder. */
async function readAsset(pathname: string): Promise<Buffer | null> {
  const isAsset = /^\/assets\/[\w.-]+$/.test(pathname)
  return isAsset ? readFile(join(app.publicPath(), pathname)).catch(() => null) : null
}
