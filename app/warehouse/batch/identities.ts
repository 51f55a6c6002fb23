import { stableBigint } from '#shared/stable_bigint'
import type { EntityReference } from '#shared/records'
import { canonicalJson, storableText } from './text.js'

/** Identities one process keeps at hand. Hashing one again costs about a microsecond. */
const CACHE_LIMIT = 200_000

/** Rows of files come once each: remembering them takes memory and helps nobody. */
const UNREPEATED_KIND = 'row'

/** Surrogate ids of entities: derived by hashing, remembered because records repeat their entities. */
class EntityIds {
  #connections = new Map<string, Map<string, Map<string, bigint>>>()
  #size = 0

  /** The ids of one kind of entity of one connection. */
  of(connectionId: string, kind: string): (externalId: string) => bigint {
    const known = this.#kindOf(connectionId, kind)
    return (externalId) => {
      const id = known.get(externalId)
      return id ?? this.#remember(known, [connectionId, kind, externalId])
    }
  }

  #kindOf(connectionId: string, kind: string) {
    if (this.#size > CACHE_LIMIT) {
      this.#connections.clear()
      this.#size = 0
    }
    const kinds = this.#connections.get(connectionId) ?? new Map<string, Map<string, bigint>>()
    this.#connections.set(connectionId, kinds)
    const known = kinds.get(kind) ?? new Map<string, bigint>()
    kinds.set(kind, known)
    return known
  }

  #remember(known: Map<string, bigint>, parts: [string, string, string]) {
    const id = BigInt(stableBigint(parts[0], storableText(parts[1]), storableText(parts[2])))
    if (parts[1] !== UNREPEATED_KIND) {
      known.set(parts[2], id)
      this.#size++
    }
    return id
  }
}

const entityIds = new EntityIds()

/** A function that answers the ids of the entities of a connection. */
export function entityIdsOf(connectionId: string): (reference: EntityReference) => bigint {
  let kind: string | undefined
  let idOf: (externalId: string) => bigint
  return (reference) => {
    if (reference.kind !== kind) {
      kind = reference.kind
      idOf = entityIds.of(connectionId, kind)
    }
    return idOf(reference.externalId)
  }
}

/** The surrogate id of an entity, as decimal text. */
export function entityId(connectionId: string, reference: EntityReference): string {
  return entityIdsOf(connectionId)(reference).toString()
}

export interface Breakdown {
  id: bigint
  /** Canonical JSON of its dimensions. */
  json: string
}

/** Characters of breakdowns that one process keeps at hand: rows with a text of their own would fill any number of places. */
export const BREAKDOWN_CHARACTERS = 8_000_000

const breakdowns = new Map<string, Breakdown>()
let breakdownCharacters = 0

/** The breakdown of a record. Two orders of the same dimensions are the same breakdown. */
export function breakdownOf(dimensions: Record<string, string>): Breakdown {
  // One flat text: a sum of strings keeps each of its steps, which takes six times the memory.
  const spelling = JSON.stringify(dimensions)
  return breakdowns.get(spelling) ?? rememberBreakdown(spelling, dimensions)
}

function rememberBreakdown(spelling: string, dimensions: Record<string, string>): Breakdown {
  const json = canonicalJson(dimensions)
  const breakdown = { id: BigInt(stableBigint(json)), json }
  if (breakdownCharacters > BREAKDOWN_CHARACTERS) {
    breakdowns.clear()
    breakdownCharacters = 0
  }
  breakdowns.set(spelling, breakdown)
  breakdownCharacters += spelling.length + json.length
  return breakdown
}
