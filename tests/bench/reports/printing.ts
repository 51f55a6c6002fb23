import { readdir, readFile } from 'node:fs/promises'
import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import Organization from '#organizations/models/organization'
import { composeReport } from '#reports/composing/compose_report'
import { residentBytes } from '#reports/printing/browser'
import { printReport } from '#reports/printing/print_report'
import type { ReportDocument, Section } from '#reports/types'
import { givenAds, LAST_DAY } from '../query/given_facts.js'

const FACTS = 200_000
const CHAPTERS = 10
const CHARTS = 30
const LOOK_EVERY_MS = 50

/** Three charts on each of ten pages, behind a cover and contents. */
function twelvePages(): ReportDocument {
  const question = (breakdown?: string) => ({
    metrics: ['spend'],
    ...(breakdown
      ? { breakdowns: [breakdown], grain: 'total' as const, limit: 8 }
      : { grain: 'day' as const }),
  })
  const widget = (view: string, title: string, breakdown?: string): Section => ({
    ...{ id: newId(), kind: 'widget', view, title, display: {}, body: '' },
    ...{ width: view === 'line' ? 12 : 6, question: question(breakdown) },
  })
  const chapters = Array.from({ length: CHAPTERS }, (_, place): Section[] => [
    { id: newId(), kind: 'page_break' },
    { id: newId(), kind: 'heading', title: `Chapter ${place + 1}` },
    widget('line', 'Spend by day'),
    widget('bar', 'Spend by device', 'device'),
    widget('bar', 'Spend by country', 'country'),
  ])
  return {
    range: { from: LAST_DAY.startOf('month').toISODate()!, to: LAST_DAY.toISODate()! },
    ...{ comparison: 'previous_period', currency: null, filters: [] },
    sections: [
      { id: newId(), kind: 'cover', title: 'Twelve pages', subtitle: '' },
      { id: newId(), kind: 'contents' },
      ...chapters.flat(),
    ],
  }
}

export async function measurePrinting(prints: number) {
  const { id } = await givenAds(FACTS)
  const organization = await Organization.findOrFail(id)
  const taken: { seconds: number; askingSeconds: number; megabytes: number; pdf: Buffer }[] = []
  for (let print = 0; print < prints; print++) {
    taken.push(await printOnce(organization))
  }
  const [{ pdf }] = taken
  return {
    ...{ charts: CHARTS, ...pagesIn(pdf), kilobytes: Math.round(pdf.length / 1_000) },
    seconds: taken.map(({ seconds }) => seconds),
    askingSeconds: taken.map(({ askingSeconds }) => askingSeconds),
    browserMegabytes: taken.map(({ megabytes }) => megabytes),
  }
}

async function printOnce(organization: Organization) {
  const started = performance.now()
  const report = await withTenant(
    organization.id,
    (tenant) =>
      composeReport({
        asking: { tenant, organization, now: DateTime.utc() },
        ...{ name: 'Twelve pages', document: twelvePages() },
      }),
    { readOnly: true, statementTimeoutMs: 60_000 }
  )
  const asked = performance.now()
  const memory = watchBrowsers()
  const { pdf } = await printReport(report, ['pdf'])
  return {
    pdf: pdf!,
    seconds: seconds(started),
    askingSeconds: seconds(started, asked),
    megabytes: memory.stop(),
  }
}

const seconds = (from: number, to = performance.now()) => Number(((to - from) / 1_000).toFixed(2))

function pagesIn(pdf: Buffer) {
  const text = pdf.toString('latin1')
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return { pages: count(/\/Type \/Page\b/g), pictures: count(/\/Subtype \/Image/g) }
}

/** The most that the processes below this one held together. */
function watchBrowsers() {
  let most = 0
  const looking = setInterval(async () => {
    const children = await childrenOf(process.pid)
    const sizes = await Promise.all(children.map(residentBytes))
    most = Math.max(
      most,
      sizes.reduce((sum, size) => sum + size, 0)
    )
  }, LOOK_EVERY_MS)
  return {
    stop: () => {
      clearInterval(looking)
      return Math.round(most / 1_048_576)
    },
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`)
  const lists = await Promise.all(
    threads.map((thread) =>
      readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')
    )
  )
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}
