import type { Connector } from '#kit'
import { traitsOf } from '../kinds/traits_of.js'

/** How long before the end of a vendor's version people are told. */
const AHEAD_DAYS = 180
const DAY_MS = 86_400_000

/** The end of the version that a connector speaks, once it is near. */
export interface Retirement {
  version: string
  /** `YYYY-MM-DD` */
  on: string
  isOver: boolean
  /** What it means, and what to do. */
  message: string
}

/** Whether the vendor switches the connector's version off within half a year, or has done so; undefined otherwise. */
export function retirementOf(definition: Connector, now: Date): Retirement | undefined {
  const { sunset } = traitsOf(definition)
  const leftMs = sunset ? Date.parse(sunset.on) - now.getTime() : Infinity
  if (!sunset || leftMs > AHEAD_DAYS * DAY_MS) {
    return undefined
  }
  const { version, on } = sunset
  const isOver = leftMs <= 0
  const message = isOver
    ? `The vendor switched this version off on ${on} (${version}). Update Quarterdeck to resume syncing.`
    : `The vendor switches this version off on ${on} (${version}). Update Quarterdeck before then, or syncing stops.`
  return { version, on, isOver, message }
}
