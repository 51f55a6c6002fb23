import type { StreamRead } from '#reading'
import type { DayWindow } from '#shared/day_window'
import { readPart, readsOf, windowOf, type Reading } from '../reading.js'
import { givenTrial, type Rig, type Trial } from '../rig.js'

/** Everything that a plugin reads in some days. */
export interface WholeReading {
  /** What was read with; a later trial has ended it, so that it only maps. */
  trial: Trial
  window: DayWindow
  parts: { part: StreamRead; reading: Reading }[]
}

/** Connects anew and reads every part. */
export async function readEverything(rig: Rig, days?: number): Promise<WholeReading> {
  const window = windowOf(rig, days)
  const trial = await givenTrial(rig)
  const parts: WholeReading['parts'] = []
  for (const part of readsOf(trial)) {
    parts.push({ part, reading: await readPart(trial, part, { window }) })
  }
  return { trial, window, parts }
}

const known = new WeakMap<Rig, Promise<WholeReading>>()

/** What is read with nothing planted is the same each time, so that it is read once for all cases of a rig. */
export function readOnce(rig: Rig): Promise<WholeReading> {
  const reading = known.get(rig) ?? readEverything(rig)
  known.set(rig, reading)
  return reading
}
