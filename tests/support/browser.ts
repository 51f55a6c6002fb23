import { mkdir } from 'node:fs/promises'
import type { Assert } from '@japa/assert'
import type { Group } from '@japa/runner/core'
import { AxeBuilder } from '@axe-core/playwright'
import type User from '#identity/models/user'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { scratchFolder } from './scratch.js'
import { sessionCookie } from './sign_in.js'

const SCREENSHOTS = new URL('../../tmp/screenshots/', import.meta.url)

/** A page that takes longer to show something is broken. */
const PATIENCE_MILLISECONDS = 10_000

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export const VIEWPORTS = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const

export type Appearance = { viewport: keyof typeof VIEWPORTS; theme: 'light' | 'dark' }

/** The four looks in which every page is checked. */
export const APPEARANCES: Appearance[] = [
  { viewport: 'desktop', theme: 'light' },
  { viewport: 'desktop', theme: 'dark' },
  { viewport: 'phone', theme: 'light' },
  { viewport: 'phone', theme: 'dark' },
]

/** Both widths and both themes in half the time, for pages made of parts that are checked in all four. */
export const TWO_LOOKS: Appearance[] = [APPEARANCES[0], APPEARANCES[3]]

let browser: Promise<Browser> | undefined
const troubles = new WeakMap<Page, string[]>()

/** `npm test` finds or unpacks the browser (bin/launch/chromium.mjs) and names it here. */
function launch(): Promise<Browser> {
  // A browser that is closed leaves files of its own behind now and then.
  const env = { ...process.env, TMPDIR: scratchFolder() } as Record<string, string>
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: FLAGS, env })
}

/** Starts the browser with the group's first page and closes it after its last test. */
export function usesBrowser(group: Group) {
  group.teardown(async () => {
    const started = await browser
    browser = undefined
    await started?.close()
  })
}

/** A fresh visitor with no cookies, seeing the application at one size and in one theme. */
export async function openPage(
  { viewport, theme }: Appearance = { viewport: 'desktop', theme: 'light' },
  /** The address of a brand, where it is not our own. */
  home = process.env.APP_URL!
): Promise<Page> {
  browser ??= launch()
  const started = await browser
  const context = await started.newContext({
    baseURL: home,
    viewport: VIEWPORTS[viewport],
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    deviceScaleFactor: viewport === 'phone' ? 2 : 1,
    isMobile: viewport === 'phone',
    hasTouch: viewport === 'phone',
  })
  context.setDefaultTimeout(PATIENCE_MILLISECONDS)
  const page = await context.newPage()
  troubles.set(page, watch(page, context, home))
  return page
}

/** The same for a person who has a session already, without spending a sign-in form on it. */
export async function openPageAs(user: User, appearance?: Appearance): Promise<Page> {
  const page = await openPage(appearance)
  const cookie = await sessionCookie(user)
  await page.context().addCookies([{ ...cookie, url: process.env.APP_URL! }])
  return page
}

/** Collects what a visitor would not notice: script errors and requests to other hosts. */
function watch(page: Page, context: BrowserContext, address: string): string[] {
  const seen: string[] = []
  const home = new URL(address).host
  page.on('pageerror', (error) => seen.push(`Script error: ${error.message}`))
  page.on('console', (message) => {
    const isExpectedStatus = /the server responded with a status of 4\d\d/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !isExpectedStatus) {
      seen.push(`Console ${message.type()}: ${message.text()}`)
    }
  })
  context.on('request', (request) => {
    const { host, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && host !== home) {
      seen.push(`Request to another host: ${request.url()}`)
    }
  })
  return seen
}

/** Goes to a path and waits until the page is drawn and the network is quiet. */
export async function visit(page: Page, path: string) {
  const response = await page.goto(path, { waitUntil: 'networkidle' })
  await page.locator('main').first().waitFor()
  return response
}

/**
 * Everything a page must satisfy: no script error, no foreign request, no sideways scrolling and no
 * accessibility violation. Keeps a screenshot under tmp/screenshots for the eye.
 */
export async function assertSound(assert: Assert, page: Page, name: string) {
  await screenshot(page, name)
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const faults = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target} (${failureSummary})`)
  )
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  )
  assert.deepEqual(
    { faults, troubles: troubles.get(page), sideways: Math.max(0, overflow) },
    { faults: [], troubles: [], sideways: 0 },
    `${name} is not sound`
  )
}

export async function screenshot(page: Page, name: string) {
  await mkdir(SCREENSHOTS, { recursive: true })
  const { width } = page.viewportSize()!
  const isDark = await page.evaluate<boolean>("document.documentElement.classList.contains('dark')")
  const path = new URL(`${name}-${width}-${isDark ? 'dark' : 'light'}.png`, SCREENSHOTS).pathname
  await page.screenshot({ path, fullPage: true })
}
