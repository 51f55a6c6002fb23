import type { Reallocation, SpreadRow } from '../types.js'

/** What is less than this part of a budget is not worth moving. */
const WORTH = 0.05

interface Leaving {
  row: SpreadRow
  amount: number
}

/**
 * Between which rows a budget is worth moving: from those that will leave some to those that will run out. Only the numbers of the rows are used, and
 * nothing is moved to where it brings less: `direction` says whether more of the outcome is better.
 */
export function reallocationsIn(
  rows: SpreadRow[],
  direction: 'up' | 'down' | 'none' = 'none'
): Reallocation[] {
  const worth = (row: SpreadRow) => (direction === 'down' ? -1 : 1) * (row.outcome ?? 0)
  const byWorth = (one: Leaving, other: Leaving) => worth(one.row) - worth(other.row)
  const givers = leaving(rows, -1).sort(byWorth)
  const takers = leaving(rows, 1).sort(byWorth).reverse()
  const isBetter = (giver: SpreadRow, taker: SpreadRow) =>
    direction === 'none' || (isKnown(giver) && isKnown(taker) && worth(taker) >= worth(giver))
  const moves: Reallocation[] = []
  for (const taker of takers) {
    for (const giver of givers.filter(({ row }) => isBetter(row, taker.row))) {
      const amount = Math.floor(Math.min(giver.amount, taker.amount))
      if (amount >= 1) {
        moves.push({ from: giver.row.subject, to: taker.row.subject, amount })
        giver.amount -= amount
        taker.amount -= amount
      }
    }
  }
  return moves
}

const isKnown = ({ outcome }: SpreadRow) => outcome !== null

/** Rows that end below (-1) or above (1) their budget, by how much. */
function leaving(rows: SpreadRow[], way: 1 | -1): Leaving[] {
  return rows.flatMap((row) => {
    const { target, projected } = row
    const amount = target === null || projected === null ? 0 : way * (projected - target)
    return target !== null && target > 0 && amount > target * WORTH ? [{ row, amount }] : []
  })
}
