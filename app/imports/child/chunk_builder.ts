import { RowMapper, type MappedRow } from '../mapping/map_row.js'
import type { MapPlan } from '../mapping/map_plan.js'
import type { SourceRow } from '../reading/format.js'
import type { ChunkMessage } from './messages.js'

/** Rows that land in one transaction. */
export const CHUNK_ROWS = 5_000

/** Collects mapped rows until a chunk is full. */
export class ChunkBuilder {
  private chunk = emptyChunk()
  private combinations = new Map<string, number>()
  private readonly mapper: RowMapper

  constructor(plan: MapPlan) {
    this.mapper = new RowMapper(plan)
  }

  /** Adds a row and answers true when the chunk is full. */
  add(row: SourceRow): boolean {
    const outcome = this.mapper.map(row)
    this.chunk.read++
    this.chunk.lastPosition = row.position
    if ('rejected' in outcome) {
      this.chunk.rejected.push(outcome.rejected)
    } else {
      this.keep(outcome.row)
    }
    return this.chunk.read >= CHUNK_ROWS
  }

  get isEmpty() {
    return this.chunk.read === 0
  }

  take(bytesRead: number): ChunkMessage {
    const taken = { ...this.chunk, bytesRead }
    this.chunk = emptyChunk()
    this.combinations.clear()
    return taken
  }

  private keep(row: MappedRow) {
    const { chunk } = this
    chunk.keys.push(row.key)
    chunk.days.push(row.day)
    chunk.currencies.push(row.currency)
    chunk.numbers.push(row.numbers)
    chunk.combination.push(this.combinationOf(row.dimensions))
  }

  private combinationOf(dimensions: Record<string, string>): number {
    const text = JSON.stringify(dimensions)
    const known = this.combinations.get(text)
    if (known !== undefined) {
      return known
    }
    const index = this.chunk.combinations.push(dimensions) - 1
    this.combinations.set(text, index)
    return index
  }
}

function emptyChunk(): ChunkMessage {
  return {
    kind: 'chunk',
    read: 0,
    lastPosition: 0,
    bytesRead: 0,
    keys: [],
    days: [],
    currencies: [],
    combinations: [],
    combination: [],
    numbers: [],
    rejected: [],
  }
}
