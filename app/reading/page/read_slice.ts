import type { CompiledStream } from '../map/types.js'
import { VendorFailure } from '../vendor_failure.js'
import { dropPaths } from './paths.js'
import { isBehindWindow } from './record_moment.js'
import { readList, type ListPage, type ListReading } from './read_list.js'

/** A page of a slice before it is mapped. */
export interface RawPage {
  records: unknown[]
  /** The answer as it came, without the fields that the stream drops. */
  raw: string
  /** Where to go on after this page; null where it was the last. */
  resume: unknown
}

/** Most records of a slice that has to be held until it can be turned around. */
const MOST_HELD_RECORDS = 100_000

/** The pages of a stream, without the fields it drops, in an order in which later records win. */
export function readSlice(stream: CompiledStream, reading: ListReading): AsyncGenerator<RawPage> {
  const { drop = [], order } = stream.definition
  return order === 'newestFirst'
    ? turnedAround(reading, drop)
    : inOrder(reading, drop, endOf(stream, reading))
}

type IsLast = (records: unknown[]) => boolean

/** Lists that cannot be asked for days end where they leave the window. */
function endOf({ definition }: CompiledStream, { scope: { window } }: ListReading): IsLast {
  return window && definition.cursor?.descending
    ? isBehindWindow(definition, window.fromUnix)
    : () => false
}

async function* inOrder(
  reading: ListReading,
  drop: string[],
  isLast: IsLast
): AsyncGenerator<RawPage> {
  for await (const page of readList(reading)) {
    const resume = isLast(page.records) ? null : page.next
    yield { records: page.records, raw: rawOf(page, drop), resume }
    if (resume === null) {
      return
    }
  }
}

/** One page with the whole slice, oldest first. An interrupted reading begins again. */
async function* turnedAround(reading: ListReading, drop: string[]): AsyncGenerator<RawPage> {
  const records: unknown[] = []
  for await (const page of readList({ ...reading, resume: undefined })) {
    records.push(...page.records)
    if (records.length > MOST_HELD_RECORDS) {
      throw tooMany(reading.caller.title)
    }
  }
  records.forEach((record) => dropPaths(record, drop))
  records.reverse()
  yield { records, raw: JSON.stringify(records), resume: null }
}

/** The answer as it came, unless fields have to be left out of it. */
function rawOf({ records, text, body }: ListPage, drop: string[]): string {
  if (drop.length === 0) {
    return text
  }
  records.forEach((record) => dropPaths(record, drop))
  return JSON.stringify(body)
}

function tooMany(title: string) {
  return new VendorFailure({
    kind: 'temporary',
    action: 'narrow',
    code: 'E_SLICE_TOO_LARGE',
    message: `${title} reports more changes in this period than can be processed. The sync retries with a shorter period.`,
  })
}
