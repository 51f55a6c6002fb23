import { DateTime } from 'luxon'
import { VendorFailure, type CompiledStream, type StreamRead } from '#reading'
import type { DayWindow } from '#shared/day_window'
import type { RejectedRecord } from '#shared/records'
import type { Rig, Trial } from './rig.js'

const DAYS = 14

/** Days that a trial reads: enough for several small pages. */
export function windowOf({ now }: Pick<Rig, 'now'>, days = DAYS): DayWindow {
  const today = DateTime.fromJSDate(now, { zone: 'utc' })
  return { from: today.minus({ days }).toISODate()!, to: today.toISODate()! }
}

export type Mapped = ReturnType<CompiledStream['mapRecord']>
export type MappedRecord = Exclude<Mapped, RejectedRecord | null>

export const isRejected = (mapped: Mapped): mapped is RejectedRecord =>
  mapped !== null && 'reason' in mapped

/** Every stream, per account where it is read so. */
export function readsOf({ session }: Trial): StreamRead[] {
  return [...session.connector.streams.values()].flatMap((stream) =>
    stream.definition.each === 'account'
      ? session.accounts.map((account) => ({ stream, account }))
      : [{ stream, account: session.accounts[0] ?? null }]
  )
}

/** The part with the most pages to go wrong: numbers by the day, of the first account. */
export function mainPart(trial: Trial): StreamRead {
  const parts = readsOf(trial)
  return parts.find(({ stream }) => stream.definition.facts && stream.definition.cursor) ?? parts[0]
}

/** Most pages of one list; a reader that goes on after that does not end by itself. */
const MOST_PAGES = 200

export type Reading =
  | { status: 'whole'; pages: unknown[][]; resumes: unknown[] }
  | { status: 'failed'; failure: VendorFailure; pages: unknown[][] }
  | { status: 'endless'; pages: unknown[][] }

/** Reads one part to its end. Only a failure that connections sorted is an answer; anything else is thrown. */
export async function readPart(
  { session, today }: Trial,
  { stream, account }: StreamRead,
  asked: { window: DayWindow; resume?: unknown }
): Promise<Reading> {
  const pages: unknown[][] = []
  const resumes: unknown[] = []
  const window = stream.definition.cursor ? asked.window : undefined
  const slice = { window, resume: asked.resume, today }
  try {
    for await (const page of session.read({ stream, account }, slice)) {
      pages.push(stream.expand(page.records))
      resumes.push(page.resume)
      if (pages.length > MOST_PAGES) {
        return { status: 'endless', pages }
      }
    }
  } catch (error) {
    if (error instanceof VendorFailure) {
      return { status: 'failed', failure: error, pages }
    }
    throw error
  }
  return { status: 'whole', pages, resumes }
}

/** Why a reading did not come to its end, as the person would read it. */
export const reasonOf = (reading: Reading): string =>
  reading.status === 'failed' ? reading.failure.message : reading.status

/** The records by content, without order: what two readings of one truth have in common. */
export function contentOf({ pages }: { pages: unknown[][] }): string[] {
  return [...new Set(pages.flat().map((record) => JSON.stringify(record)))].sort()
}

export function sameContent(one: { pages: unknown[][] }, other: { pages: unknown[][] }): boolean {
  return contentOf(one).join('\n') === contentOf(other).join('\n')
}

export function scopeOf({ session }: Trial, { account }: StreamRead, { now }: Rig) {
  return {
    account,
    settings: session.connection.settings,
    today: now.toISOString().slice(0, 10),
  }
}
