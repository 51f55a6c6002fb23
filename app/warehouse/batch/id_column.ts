import { rankedPlaces, type Ranked } from './ranks.js'

/**
 * Ids of one column of a page. Records mostly share the object that an id is made of: then it is made
 * once, and neither it nor its text has to be looked up again for a row.
 */
export class IdColumn<Source extends object> {
  #places = new Map<Source, number>()
  #ids: bigint[] = []
  #rows: Uint32Array

  constructor(
    count: number,
    private readonly idOf: (source: Source) => bigint
  ) {
    this.#rows = new Uint32Array(count)
  }

  set(row: number, source: Source) {
    this.#rows[row] = this.#places.get(source) ?? this.#add(source)
  }

  ids(): BigInt64Array {
    const ids = new BigInt64Array(this.#rows.length)
    this.#rows.forEach((place, row) => (ids[row] = this.#ids[place]))
    return ids
  }

  ranked(): Ranked {
    return rankedPlaces(this.#ids, this.#rows)
  }

  #add(source: Source): number {
    const place = this.#ids.push(this.idOf(source)) - 1
    this.#places.set(source, place)
    return place
  }
}
