import { test } from '@japa/runner'
import fc from 'fast-check'
import { rankedDays, rankedIds, rankedPlaces, type Ranked } from '#warehouse/batch/ranks'
import { sortedRows } from '#warehouse/batch/sorted_rows'

const small = fc.integer({ min: -3, max: 3 })
const keys = fc.array(fc.tuple(small, small, small), { minLength: 1, maxLength: 40 })

function ranked(rows: number[][]): Ranked[] {
  const column = (at: number) => rows.map((row) => BigInt(row[at]) * 1_000_000_007n)
  const places = Uint32Array.from(rows, (_, row) => row)
  return [
    rankedDays(Int32Array.from(rows, ([day]) => day)),
    rankedIds(BigInt64Array.from(column(1))),
    rankedPlaces(column(2), places),
  ]
}

/** The place of the last row of each key, in the order of the keys. */
function expected(rows: number[][]): number[] {
  const last = new Map(rows.map((row, place) => [row.join(' '), place]))
  const differing = (left: number[], right: number[]) => left.findIndex((k, at) => k !== right[at])
  return [...last.values()].sort((left, right) => {
    const at = differing(rows[left], rows[right])
    return rows[left][at] - rows[right][at]
  })
}

test.group('Rows of a page', () => {
  test('are sorted by day, entity and breakdown, and the last of equal ones stays', ({
    assert,
  }) => {
    fc.assert(
      fc.property(keys, (rows) => assert.deepEqual([...sortedRows(ranked(rows))], expected(rows)))
    )
  })

  test('are sorted alike where their keys do not fit into one number', ({ assert }) => {
    const wide = (rows: number[][]) => ranked(rows).map((one) => ({ ...one, size: 2 ** 30 }))
    fc.assert(
      fc.property(keys, (rows) => assert.deepEqual([...sortedRows(wide(rows))], expected(rows)))
    )
  })
})
