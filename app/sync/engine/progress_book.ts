import {
  addCounts,
  NO_COUNTS,
  type DayWindow,
  type RunCounts,
  type RunErrorKind,
} from '../run_records.js'

export type PartProgressState = 'waiting' | 'running' | 'done' | 'skipped' | 'failed'

export interface PartProgress {
  state: PartProgressState
  window: DayWindow | null
  /** The day that is being read. */
  at: string | null
  read: number
  /** Why it was skipped or failed, as a sentence. */
  message: string | null
  code: string | null
  kind: RunErrorKind | null
}

/** What the page that watches a run shows of one stream. */
export interface StreamProgress extends RunCounts {
  parts: Record<string, PartProgress>
}

export type Progress = Record<string, StreamProgress>

/**
 * The run's progress, stored with the run so that a worker which takes it over knows which parts are
 * done. Counters change only together with a committed page.
 */
export class ProgressBook {
  constructor(private readonly streams: Progress) {}

  part(stream: string, part: string): PartProgress {
    return this.stream(stream).parts[part] ?? emptyPart()
  }

  /** The stream's entry with a change applied, to be stored by the transaction that makes it true. */
  with(stream: string, part: string, change: Partial<PartProgress>): Progress {
    const entry = this.stream(stream)
    const changed = { ...this.part(stream, part), ...change }
    return { [stream]: { ...entry, parts: { ...entry.parts, [part]: changed } } }
  }

  /** The same, with what a page added. */
  withPage(
    place: { stream: string; part: string },
    counts: RunCounts,
    change: Partial<PartProgress>
  ): Progress {
    const { read } = this.part(place.stream, place.part)
    const next = this.with(place.stream, place.part, { ...change, read: read + counts.read })
    return {
      [place.stream]: { ...next[place.stream], ...addCounts(this.stream(place.stream), counts) },
    }
  }

  /** Takes over what a transaction has committed. */
  accept(committed: Progress) {
    Object.assign(this.streams, committed)
  }

  parts(): (PartProgress & { stream: string; part: string })[] {
    return Object.entries(this.streams).flatMap(([stream, { parts }]) =>
      Object.entries(parts).map(([part, entry]) => ({ ...entry, stream, part }))
    )
  }

  get readTotal() {
    return Object.values(this.streams).reduce((total, { read }) => total + read, 0)
  }

  private stream(name: string): StreamProgress {
    return this.streams[name] ?? { ...NO_COUNTS, parts: {} }
  }
}

function emptyPart(): PartProgress {
  return {
    state: 'waiting',
    window: null,
    at: null,
    read: 0,
    message: null,
    code: null,
    kind: null,
  }
}
