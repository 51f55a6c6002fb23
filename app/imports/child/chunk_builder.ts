import type { RejectedRecord } from '#shared/records'
import { RowMapper, type MappedRow } from '../mapping/map_row.js'
import type { MapPlan } from '../mapping/map_plan.js'
import type { RowBatch, SourceRow } from '../reading/format.js'
import { DistinctValues } from './distinct_values.js'
import { PLACE_COLUMNS, type Chunk, type PlaceColumn } from './messages.js'

/** Rows that land in one transaction. */
export const CHUNK_ROWS = 10_000

/** Collects mapped rows until a chunk is full. */
export class ChunkBuilder {
  private readonly mapper: RowMapper
  private readonly places: Record<PlaceColumn, Uint32Array>
  private readonly numbers: Float64Array[]
  private days = new DistinctValues<string>()
  private currencies = new DistinctValues<string | null>()
  private combinations = new DistinctValues<Record<string, string>>()
  private keys: string[] = []
  private rejected: RejectedRecord[] = []
  private read = 0
  private kept = 0
  private lastPosition = 0

  constructor(private readonly plan: MapPlan) {
    this.mapper = new RowMapper(plan)
    const room = CHUNK_ROWS + (plan.periods?.names.length ?? 0)
    const columns = PLACE_COLUMNS.map((name) => [name, new Uint32Array(room)])
    this.places = Object.fromEntries(columns)
    this.numbers = Array.from({ length: plan.slotCount }, () => new Float64Array(room))
  }

  /** Adds a row and answers true when the chunk is full. */
  add(row: SourceRow): boolean {
    const outcome = this.mapper.map(row)
    this.read++
    this.lastPosition = row.position
    if ('rejected' in outcome) {
      this.rejected.push(outcome.rejected)
    } else {
      this.keep(outcome.row)
    }
    return this.read >= CHUNK_ROWS
  }

  get isEmpty() {
    return this.read === 0
  }

  /** The chunk; its columns are valid until the next row is added. */
  take({ bytesRead, ignored = [] }: Omit<RowBatch, 'rows'>): Chunk {
    const { read, lastPosition, keys, rejected, kept } = this
    const columns = PLACE_COLUMNS.map((name) => [name, this.places[name].subarray(0, kept)])
    const taken: Chunk = {
      kind: 'chunk',
      ...{ read, lastPosition, bytesRead, keys, rejected, ignored },
      days: this.days.values,
      currencies: this.currencies.values,
      combinations: this.combinations.values,
      places: Object.fromEntries(columns),
      numbers: this.numbers.map((column) => column.subarray(0, kept)),
    }
    this.clear()
    return taken
  }

  private keep(row: MappedRow) {
    const { places, numbers, kept } = this
    places.positions[kept] = row.position
    places.days[kept] = this.days.placeOf(row.day, row.day)
    places.currencies[kept] = this.currencies.placeOf(row.currency, row.currency)
    places.combinations[kept] = this.combinations.placeOfObject(row.dimensions, JSON.stringify)
    for (const [slot, column] of numbers.entries()) {
      column[kept] = row.numbers[slot] ?? Number.NaN
    }
    if (this.plan.keys.length > 0) {
      this.keys.push(row.key)
    }
    this.kept++
  }

  private clear() {
    this.days = new DistinctValues()
    this.currencies = new DistinctValues()
    this.combinations = new DistinctValues()
    this.keys = []
    this.rejected = []
    this.read = 0
    this.kept = 0
  }
}
