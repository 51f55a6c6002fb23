import type { Ranked } from './ranks.js'

/** Largest number that a float64 counts exactly: keys are packed into one to sort them natively. */
const EXACT = Number.MAX_SAFE_INTEGER

/**
 * Sorts rows by their key columns and keeps the last of equal keys. The ranks of the keys are packed into
 * one float64 with the row number, because typed arrays sort natively and without a callback: about ten
 * times as fast as comparing.
 */
export function sortedRows(keys: Ranked[]): Uint32Array {
  const count = keys[0].ranks.length
  const room = keys.reduce((product, { size }) => product * size, count)
  if (room > EXACT) {
    return comparedRows(keys)
  }
  const packed = new Float64Array(count)
  for (const { ranks, size } of keys) {
    for (let row = 0; row < count; row++) {
      packed[row] = packed[row] * size + ranks[row]
    }
  }
  for (let row = 0; row < count; row++) {
    packed[row] = packed[row] * count + row
  }
  return lastOfEach(packed.sort(), count)
}

/** All rows by one key; rows of equal keys stay in their order. */
export function inOrderOf(keys: Int32Array): Uint32Array {
  const count = keys.length
  const least = keys.reduce((found, key) => Math.min(found, key), keys[0] ?? 0)
  const packed = Float64Array.from(keys, (key, row) => (key - least) * count + row)
  return Uint32Array.from(packed.sort(), (value) => value % count)
}

function lastOfEach(packed: Float64Array, count: number): Uint32Array {
  const rows = new Uint32Array(count)
  let kept = 0
  let key = -1
  for (const value of packed) {
    const row = value % count
    const itsKey = (value - row) / count
    kept += itsKey === key ? 0 : 1
    key = itsKey
    rows[kept - 1] = row
  }
  return rows.subarray(0, kept)
}

/** The same for batches whose keys do not fit into one number: very large and very diverse ones. */
function comparedRows(keys: Ranked[]): Uint32Array {
  const rows = Uint32Array.from(keys[0].ranks, (_, row) => row)
  rows.sort((left, right) => compare(keys, left, right) || left - right)
  return rows.filter(
    (row, place) => place === rows.length - 1 || compare(keys, row, rows[place + 1]) !== 0
  )
}

function compare(keys: Ranked[], left: number, right: number): number {
  for (const { ranks } of keys) {
    if (ranks[left] !== ranks[right]) {
      return ranks[left] - ranks[right]
    }
  }
  return 0
}
