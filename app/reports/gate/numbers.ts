import type { Finding } from '#reports/types'
import { answeredSections } from '#reports/files/answered_sections'
import type { Looked } from './looked.js'

/** Vendors round; a larger gap is one. */
const MATCHES_FROM_PERCENT = 99

/** What the provenance of the numbers says against them. */
export function faultsOfNumbers({ asking, report }: Looked): Finding[] {
  const { organization } = asking
  const today = asking.now.setZone(organization.timeZone).toISODate()!
  const provenance = answeredSections(report).flatMap(({ section, result }) =>
    Object.values(result.provenance).map((known) => ({ title: section.title, known }))
  )
  const findings = provenance.flatMap(({ title, known }) => [
    ...incompleteDays(known, { title, today, to: report.range.to }),
    ...gaps(known, title),
    ...known.leftOut.map(({ message }) => ({ rule: 'left_out_source', message })),
    ...(organization.isSample ? [] : madeUp(known, title)),
  ])
  return [...underWay(report.range.to, today), ...distinct(findings)]
}

type Known = ReturnType<typeof answeredSections>[number]['result']['provenance'][string]

function underWay(to: string, today: string): Finding[] {
  return to >= today
    ? [
        {
          rule: 'unfinished_period',
          message: `The period ends on ${to}, which is not over, so its numbers still grow. Send it afterwards.`,
        },
      ]
    : []
}

function incompleteDays(
  { completeUntil }: Known,
  { title, today, to }: { title: string; today: string; to: string }
): Finding[] {
  return completeUntil !== null && completeUntil < to && to < today
    ? [
        {
          rule: 'incomplete_days',
          message: `“${title}” is complete until ${completeUntil} only, and the period ends on ${to}. Wait for the next sync, or send it marked.`,
        },
      ]
    : []
}

function gaps({ reconciled }: Known, title: string): Finding[] {
  return reconciled !== null && reconciled < MATCHES_FROM_PERCENT
    ? [
        {
          rule: 'reconciliation_gap',
          message: `“${title}” matches ${reconciled.toFixed(1)}% of the vendor's own total. Open the source to see which days differ.`,
        },
      ]
    : []
}

function madeUp({ streams }: Known, title: string): Finding[] {
  return streams.some(({ mode }) => mode === 'sandbox')
    ? [
        {
          rule: 'sample_numbers',
          message: `“${title}” holds sample data. Disconnect the sample source before the report is sent.`,
        },
      ]
    : []
}

function distinct(findings: Finding[]): Finding[] {
  const known = new Map(findings.map((finding) => [`${finding.rule} ${finding.message}`, finding]))
  return [...known.values()]
}
