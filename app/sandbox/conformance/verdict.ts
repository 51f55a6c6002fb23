import type { Exchange } from './exchange.js'
import type { Rig } from './rig.js'

export type Outcome =
  | { status: 'passed' }
  | { status: 'failed'; reason: string }
  /** Every skip says why. */
  | { status: 'skipped'; reason: string }

export type Level = 0 | 1 | 2

export type Verdict = Outcome & {
  plugin: string
  level: Level
  title: string
  exchange?: Exchange
}

/** Why a promise cannot be tried with this plugin, found while it was. */
export class NotApplicable extends Error {}

/** A promise of the contract that a plugin does not keep, as its author reads it. */
export class Broken extends Error {}

/** One promise, tried against the emulator. Throws `Broken` where it is not kept. */
export interface ReplayCase {
  title: string
  /** Why it does not apply to this plugin; nothing where it does. */
  skip?(rig: Rig): string | undefined
  run(rig: Rig): Promise<void>
}

export function demand(isKept: boolean, otherwise: string): asserts isKept {
  if (!isKept) {
    throw new Broken(otherwise)
  }
}

/** What a person reads has to be a sentence: no code, no JSON, no empty text. Names such as n8n keep their small letter. */
export function demandSentence(message: string) {
  const isSentence =
    /^(?:[A-Z“'’]|[a-z]+\d).{15,}[.!]$/su.test(message) && !/[{}<>]|undefined|null/.test(message)
  demand(isSentence, `the person would read '${message}', which is no sentence`)
}
