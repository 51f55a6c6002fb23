import type { Question } from '../planning/plan.js'
import type { CellRow } from '../reading/read_cells.js'
import type { ConditionOperator, MetricResult, MetricValues, OtherValues } from '../types.js'
import type { Answer, RowSelection } from './answer.js'
import { comparer, type SeriesTotals } from './ranking.js'

/** Key of all values beyond the first ones. */
const OTHER = '…other'
const OTHER_LABEL = 'Other'

interface Top {
  place: number
  dimension: string
  /** Keys of the values that are shown by themselves. */
  keys: ReadonlySet<string | null>
  /** How many values there are beyond them. */
  others: number
}

/**
 * Which rows an answer is about: those that meet the conditions, and of one dimension the first values, the others as one. It is
 * made from the asked period and used on every other one, so that the same rows are compared.
 */
export class Selection implements RowSelection {
  constructor(
    /** Ids of the series that meet the conditions; null where there are none. */
    private readonly kept: ReadonlySet<string> | null,
    private readonly top: Top | null
  ) {}

  of(rows: CellRow[]): CellRow[] {
    const { kept, top } = this
    const met = kept ? rows.filter(({ keys }) => kept.has(JSON.stringify(keys))) : rows
    if (!top) {
      return met
    }
    const isFirst = ({ keys }: CellRow) => top.keys.has(keys[top.place])
    return met.map((row) => (isFirst(row) ? row : asOther(row, top.place)))
  }

  otherOf(keys: (string | null)[]): { other?: OtherValues } {
    const { top } = this
    return top && keys[top.place] === OTHER
      ? { other: { dimension: top.dimension, values: top.others } }
      : {}
  }

  grouped(places: number[]): Selection {
    const place = this.top ? places.indexOf(this.top.place) : -1
    return new Selection(null, this.top && place >= 0 ? { ...this.top, place } : null)
  }
}

function asOther(row: CellRow, place: number): CellRow {
  return {
    ...row,
    rest: undefined,
    keys: row.keys.with(place, OTHER),
    labels: row.labels.with(place, OTHER_LABEL),
  }
}

export interface Selected {
  selection: Selection | null
  conditions: MetricResult['conditions']
}

/** What the conditions and the first values of a question leave of an answer; no selection where it has neither. */
export function selectionOf(answer: Answer, { shaping, breakdownIds }: Question): Selected {
  const { conditions, top } = shaping
  const met = answer.series.filter(({ totals }) => conditions.every((one) => isMet(one, totals)))
  const kept = conditions.length > 0 ? new Set(met.map(({ id }) => id)) : null
  const narrowed = kept ? answer.selected(new Selection(kept, null)) : answer
  if (!kept && !top) {
    return { selection: null, conditions: undefined }
  }
  const place = top ? breakdownIds.indexOf(top.dimension) : -1
  const first = top && firstValues(narrowed, { ...top, place }, shaping.sort)
  return {
    selection: new Selection(kept, first),
    conditions: kept ? conditionsSentence(met.length, answer.series.length) : undefined,
  }
}

interface Wanted {
  place: number
  count: number
  dimension: string
}

function firstValues(
  answer: Answer,
  { place, count, dimension }: Wanted,
  sort: Question['shaping']['sort']
): Top {
  const ranked = answer.grouped([place]).series.toSorted(comparer(sort))
  return {
    place,
    dimension,
    keys: new Set(ranked.slice(0, count).map(keyOf)),
    others: Math.max(0, ranked.length - count),
  }
}

const keyOf = ({ id }: SeriesTotals): string | null => JSON.parse(id)[0]

const TESTS: Record<ConditionOperator, (value: number, bound: number) => boolean> = {
  above: (value, bound) => value > bound,
  at_least: (value, bound) => value >= bound,
  below: (value, bound) => value < bound,
  at_most: (value, bound) => value <= bound,
}

function isMet(
  { metric, operator, value }: Question['shaping']['conditions'][number],
  totals: MetricValues
) {
  const total = totals[metric]
  return total.status === 'available' && TESTS[operator](total.value, value)
}

function conditionsSentence(kept: number, total: number) {
  const message = `${kept.toLocaleString('en')} of ${total.toLocaleString('en')} rows meet the filters on metrics; the totals are of these.`
  return { kept, total, message }
}
