import { DateTime } from 'luxon'
import { answerQuestion, type Asking } from '#dashboards'
import { answeredSections, resultOf } from '#reports/files/answered_sections'
import type { Finding, WidgetSection } from '#reports/types'
import type { Looked } from './looked.js'

/** Periods of the same length before this one; fewer than the least say nothing. */
const PERIODS = 6
const LEAST_KNOWN = 4
/** Of the median absolute deviation, and of the median itself: a steady number may still move by a half. */
const DEVIATIONS = 5
const LEAST_SHARE = 0.5

interface Judged {
  section: WidgetSection
  metric: string
  value: number
}

/** Numbers far outside what they were in the periods before. */
export async function unusualNumbers({ asking, report }: Looked): Promise<Finding[]> {
  const judged = headlines({ report })
  const groups = Map.groupBy(judged, ({ section }) =>
    JSON.stringify(section.question!.filters ?? [])
  )
  const findings: Finding[] = []
  for (const group of groups.values()) {
    const earlier = await earlierTotals(asking, { group, report })
    findings.push(
      ...group.flatMap((one) =>
        judge(
          one,
          earlier.map((totals) => totals[one.metric])
        )
      )
    )
  }
  return findings
}

/** The numbers that stand for themselves: readers look at them first. Formulas of a question have no past of their own. */
function headlines({ report }: Pick<Looked, 'report'>): Judged[] {
  return answeredSections(report).flatMap(({ section, result }) => {
    const { metrics = [], formulas = {} } = section.question ?? {}
    const [metric] = metrics
    const total = result.totals[metric]
    const isHeadline = section.view === 'metric' && !(metric in formulas)
    return isHeadline && total?.status === 'available'
      ? [{ section, metric, value: total.value }]
      : []
  })
}

interface Before {
  group: Judged[]
  report: Looked['report']
}

async function earlierTotals(asking: Asking, { group, report }: Before) {
  const { range, currency, document } = report
  const metrics = [...new Set(group.map(({ metric }) => metric))]
  const filters = [...(group[0].section.question?.filters ?? []), ...document.filters]
  const from = DateTime.fromISO(range.from, { zone: 'utc' })
  const days = DateTime.fromISO(range.to, { zone: 'utc' }).diff(from, 'days').days + 1
  const known: Record<string, number | null>[] = []
  for (let back = 1; back <= PERIODS; back++) {
    const start = from.minus({ days: days * back })
    const earlier = { from: start.toISODate()!, to: start.plus({ days: days - 1 }).toISODate()! }
    const question = { metrics, filters, currency, range: earlier, grain: 'total' as const }
    known.push(numbersIn(await answerQuestion(asking, question)))
  }
  return known
}

function numbersIn(answer: Awaited<ReturnType<typeof answerQuestion>>) {
  const totals = Object.entries(resultOf(answer)?.totals ?? {})
  return Object.fromEntries(
    totals.map(([id, total]) => [id, total.status === 'available' ? total.value : null])
  )
}

function judge({ section, value }: Judged, before: (number | null | undefined)[]): Finding[] {
  const known = before.filter((number) => typeof number === 'number')
  if (known.length < LEAST_KNOWN) {
    return []
  }
  const middle = median(known)
  const spread = median(known.map((number) => Math.abs(number - middle)))
  const allowed = Math.max(DEVIATIONS * spread, LEAST_SHARE * Math.abs(middle))
  if (Math.abs(value - middle) <= allowed || allowed === 0) {
    return []
  }
  const times = middle === 0 ? '' : `, ${(value / middle).toFixed(1)} times that`
  return [
    {
      rule: 'unusual_number',
      message: `“${section.title}” is far from the ${known.length} periods before: usually about ${rounded(middle)}, now ${rounded(value)}${times}. Check its source before it is sent.`,
    },
  ]
}

const rounded = (number: number) =>
  new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(number)

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
