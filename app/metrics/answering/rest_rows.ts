import { answersDimension } from '../planning/answers_dimension.js'
import type { Question, StreamPart } from '../planning/plan.js'
import type { CellRow } from '../reading/read_cells.js'

/** Sums in another order may differ in the last places. */
const RELATIVE_TOLERANCE = 1e-9

/** What the totals hold of one number in one cell, less what the detailed report does. */
interface Rest {
  row: CellRow
  part: StreamPart
  metric: string
  value: number
  /** Of both sides, to tell a difference from dust. */
  size: number
}

/**
 * Puts the rest of each source in the place of its totals: what they hold and its detailed report leaves out, such as the spend
 * of campaigns without ads. It stands in the row without a value, so that a breakdown adds up to its total.
 */
export function withRest(rows: CellRow[], question: Question): CellRow[] {
  const ofTotals = ({ numbers }: CellRow) => numbers.some(({ part }) => part.role === 'rest')
  if (!rows.some(ofTotals)) {
    return rows
  }
  const rests = new Rests(question)
  const answered = rows.filter((row) => !ofTotals(row))
  rows.filter(ofTotals).forEach((row) => rests.addTotals(row))
  answered.forEach((row) => rests.take(row))
  return [...answered, ...rests.rows()]
}

class Rests {
  readonly #rests = new Map<string, Rest>()
  /** The totals beside a detailed report, by source and number. */
  readonly #totals = new Map<string, StreamPart>()

  constructor(private readonly question: Question) {}

  addTotals(row: CellRow) {
    for (const { part, metric, value } of row.numbers) {
      this.#totals.set(`${part.stream.connectionId} ${metric}`, part)
      this.#add({ row, part, metric, value })
    }
  }

  take(row: CellRow) {
    for (const { part: detailed, metric, value } of row.numbers) {
      const part = this.#totals.get(`${detailed.stream.connectionId} ${metric}`)
      if (part) {
        this.#add({ row: this.#coarse(row, part), part, metric, value: -value })
      }
    }
  }

  rows(): CellRow[] {
    return [...this.#rests.values()]
      .filter(({ value, size }) => Math.abs(value) > size * RELATIVE_TOLERANCE)
      .map(({ row, part, metric, value }) => ({
        ...row,
        numbers: [{ part, metric, value, rows: 0 }],
        rest: this.#sentence(part),
      }))
  }

  #add({ row, part, metric, value }: Omit<Rest, 'size'>) {
    const { bucket, currency, keys } = row
    const key = JSON.stringify([part.stream.id, metric, bucket, currency, keys])
    const known = this.#rests.get(key) ?? { row, part, metric, value: 0, size: 0 }
    known.value += value
    known.size += Math.abs(value)
    this.#rests.set(key, known)
  }

  /** The row as the totals know it. */
  #coarse(row: CellRow, { stream }: StreamPart): CellRow {
    const isKnown = this.question.breakdowns.map((each) => answersDimension(stream, each))
    const known = (values: (string | null)[]) =>
      values.map((value, index) => (isKnown[index] ? value : null))
    return { ...row, keys: known(row.keys), labels: known(row.labels) }
  }

  #sentence({ stream }: StreamPart): string {
    const names = this.question.breakdowns
      .filter((dimension) => !answersDimension(stream, dimension))
      .map(({ label }) => label.toLowerCase())
    return (
      `The totals of ${stream.connection} hold this, and its detailed report leaves it out: ` +
      `it has no ${names.join(' and no ')}.`
    )
  }
}
