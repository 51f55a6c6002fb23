/** A column of keys by rank: equal keys have equal ranks, and a greater key has a greater one. */
export interface Ranked {
  ranks: Uint32Array
  /** Greater than every rank. */
  size: number
}

/** Days are numbers that lie close together, so their distance from the first is rank enough. */
export function rankedDays(days: Int32Array): Ranked {
  const first = days.reduce((least, day) => Math.min(least, day), days[0] ?? 0)
  const ranks = new Uint32Array(days).map((day) => day - first)
  return { ranks, size: ranks.reduce((most, rank) => Math.max(most, rank), 0) + 1 }
}

export function rankedIds(ids: BigInt64Array): Ranked {
  const places = new Map<bigint, number>()
  const rows = Uint32Array.from(ids, (id) => {
    const known = places.get(id)
    return known ?? places.set(id, places.size).size - 1
  })
  return rankedPlaces([...places.keys()], rows)
}

/** The same for a column that is kept as ids and which of them each row has; an id may stand there twice. */
export function rankedPlaces(ids: bigint[], places: Uint32Array): Ranked {
  const ascending = BigInt64Array.from(new Set(ids)).sort()
  const rankById = new Map<bigint, number>()
  ascending.forEach((id, rank) => rankById.set(id, rank))
  const rankByPlace = Uint32Array.from(ids, (id) => rankById.get(id)!)
  return { ranks: places.map((place) => rankByPlace[place]), size: Math.max(1, ascending.length) }
}
