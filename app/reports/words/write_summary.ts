import { answeredSections, type AnsweredSection } from '#reports/files/answered_sections'
import type { ReportDocument, WidgetSection } from '#reports/types'
import { claimText, sidesOf, type Told } from './claimed_numbers.js'
import type { Claim, Piece, Sentence } from './sentence.js'

interface Writing extends Told {
  document: ReportDocument
}

interface Move {
  section: WidgetSection
  metric: string
  difference: number
  /** Of what it was before. */
  share: number
}

const MOST_SENTENCES = 6
/** Less is no news. */
const LEAST_SHARE = 0.01
/** Parts that miss the whole by more do not explain it. */
const ADDS_UP = 0.01

const AGAINST: Record<string, string> = {
  previous_period: 'in the period before',
  previous_year: 'in the same period of last year',
  same_weeks_last_year: 'in the same weeks of last year',
}

/** What changed, largest first, which part explains it, and where to look. Every number is bound to its answer. */
export function writeSummary(report: Writing): Sentence[] {
  const moves = movesOf(report).slice(0, MOST_SENTENCES)
  const sentences = moves
    .map((move) => sentenceOf(report, move))
    .filter((sentence): sentence is Sentence => sentence !== null)
  return sentences.length > 0
    ? sentences
    : [['Nothing moved by more than one percent, or the periods cannot be compared.']]
}

function movesOf(report: Writing): Move[] {
  const headlines = answeredSections(report).flatMap(({ section }) => {
    const [metric] = section.question?.metrics ?? []
    return section.view === 'metric' && metric ? [{ section, metric }] : []
  })
  const first = new Map(headlines.toReversed().map((one) => [one.metric, one]))
  return [...first.values()]
    .flatMap((headline) => moveOf(report, headline))
    .filter(({ share }) => Math.abs(share) >= LEAST_SHARE)
    .toSorted((one, other) => Math.abs(other.share) - Math.abs(one.share))
}

function moveOf(report: Writing, headline: Pick<Move, 'section' | 'metric'>): Move[] {
  const sides = sidesOf(report, { section: headline.section.id, metric: headline.metric })
  if (!sides || sides[1].value === 0) {
    return []
  }
  const [{ value: now }, { value: before }] = sides
  return [{ ...headline, difference: now - before, share: (now - before) / Math.abs(before) }]
}

function sentenceOf(report: Writing, move: Move): Sentence | null {
  const { section, metric, difference } = move
  const claim = claimer(report, { section: section.id, metric })
  const [percent, current, earlier] = [claim('percent'), claim('current'), claim('earlier')]
  if (!percent || !current || !earlier) {
    return null
  }
  const verb = difference > 0 ? ' rose by ' : ' fell by '
  const from: Piece[] = [verb, percent, ' to ', current, ', from ', earlier]
  return [{ name: section.title }, ...from, againstOf(report, move), ...driverOf(report, move)]
}

function againstOf({ document }: Writing, { section }: Move): string {
  const comparison = section.question?.comparison ?? document.comparison
  return ` ${AGAINST[comparison] ?? 'before'}.`
}

type Where = Pick<Claim, 'section' | 'metric' | 'row'>

function claimer(report: Told, where: Where) {
  return (of: Claim['of']): Claim | null => {
    const shown = claimText(report, { ...where, of })
    return shown === null ? null : { ...where, of, shown }
  }
}

interface Part {
  name: string
  difference: number
  claim: ReturnType<typeof claimer>
}

/** The largest part of a change, where all parts together are the change. */
function driverOf(report: Writing, { metric, difference }: Move): Piece[] {
  const splits = answeredSections(report).map((answered) => partsOf(report, answered, metric))
  const whole = splits.find((parts) => parts.length > 1 && addsUp(parts, difference))
  const [first] = (whole ?? []).toSorted(
    (one, other) => (other.difference - one.difference) * Math.sign(difference)
  )
  const part = first && Math.sign(first.difference) === Math.sign(difference) && first.claim('part')
  if (!part) {
    return []
  }
  const worsens = difference > 0 ? 'down' : 'up'
  const advice: Piece[] = directionOf(report, metric) === worsens ? [' Look there first.'] : []
  return [' ', { name: first.name }, ' accounts for ', part, ' of it.', ...advice]
}

function addsUp(parts: Part[], difference: number): boolean {
  const sum = parts.reduce((all, part) => all + part.difference, 0)
  return Math.abs(sum - difference) <= Math.abs(difference) * ADDS_UP
}

function partsOf(report: Writing, { section, result }: AnsweredSection, metric: string): Part[] {
  return isSplit(section, metric) && !result.truncated
    ? result.series.flatMap((row) => partOf(report, { section: section.id, metric }, row))
    : []
}

function isSplit({ question }: AnsweredSection['section'], metric: string): boolean {
  const { metrics = [], breakdowns = [], filters = [] } = question ?? {}
  return metrics.includes(metric) && breakdowns.length === 1 && filters.length === 0
}

function partOf(
  report: Writing,
  where: Where,
  { keys, breakdown }: AnsweredSection['result']['series'][number]
): Part[] {
  const place = { ...where, row: JSON.stringify(keys) }
  const sides = sidesOf(report, place)
  const [name] = Object.values(breakdown)
  return sides && name
    ? [{ name, difference: sides[0].value - sides[1].value, claim: claimer(report, place) }]
    : []
}

const directionOf = ({ metrics }: Told, id: string) =>
  metrics.find((metric) => metric.id === id)?.direction
