import type { ApiConnector, Stream } from '#kit'
import type { SourceDesign } from '../design.js'
import { CONNECTOR, manifestOf } from './manifest_of.js'
import type { StreamPlace } from './facts_of.js'

/** Lists of a source, by what a change of its description does to them. */
export interface DesignDifference {
  added: string[]
  removed: string[]
  /** Rows are told apart, dated or broken down otherwise: those read before and after do not fit together. */
  identity: string[]
  /** The same rows, with other numbers. */
  numbers: string[]
  /** Only asked for otherwise. */
  call: string[]
}

/** What a new description changes, as the manifests say it. */
export function differenceOf(
  before: SourceDesign,
  after: SourceDesign,
  place: StreamPlace
): DesignDifference {
  const old = streamsOf(before, place)
  const now = streamsOf(after, place)
  const shared = [...now.keys()].filter((name) => old.has(name))
  const differ = (part: (stream: Stream) => unknown) =>
    shared.filter((name) => !isSame(part(old.get(name)!), part(now.get(name)!)))
  const identity = differ(identityOf)
  const numbers = differ(numbersOf).filter((name) => !identity.includes(name))
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    identity,
    numbers,
    call: differ(callOf).filter((name) => !identity.includes(name) && !numbers.includes(name)),
  }
}

const streamsOf = (design: SourceDesign, place: StreamPlace) =>
  new Map(
    Object.entries((manifestOf(design, place).connectors![CONNECTOR] as ApiConnector).streams)
  )

const factsIn = ({ facts }: Stream) => [facts].flat()

const identityOf = (stream: Stream) => [
  stream.key,
  factsIn(stream).map((facts) => ({ ...facts, metrics: null })),
]

/** The order of numbers is the order of a form. */
const numbersOf = (stream: Stream) =>
  factsIn(stream).map((facts) => Object.entries(facts?.metrics ?? {}).sort())

const callOf = ({ title, key, facts, ...call }: Stream) => call

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
