import { columnOf } from './source_ids.js'

interface Named {
  id: string
  label: string
  /** Other words for it. */
  synonyms?: readonly string[]
}

/** One slip in so many letters is a slip; more is another word. */
const LETTERS_PER_SLIP = 4
const SHORTEST = 3

/**
 * The entry that was probably meant by a name that nothing has: another word for it, or the name with a slip or two in it.
 * Nothing where no name is near, since a wrong proposal is worse than none.
 */
export function nearestTo<Entry extends Named>(asked: string, known: Entry[]): Entry | undefined {
  const wanted = plainly(asked)
  const most = Math.floor(wanted.length / LETTERS_PER_SLIP)
  if (wanted.length < SHORTEST) {
    return undefined
  }
  const near = known.map((entry) => {
    const names = [entry.id, columnOf(entry.id) ?? entry.id, entry.label, ...(entry.synonyms ?? [])]
    return { entry, slips: Math.min(...names.map((name) => slipsBetween(wanted, plainly(name)))) }
  })
  const [best] = near.filter(({ slips }) => slips <= most).sort((a, b) => a.slips - b.slips)
  return best?.entry
}

/** As a sentence behind the one that refuses. */
export function proposalFor(asked: string, known: Named[]): string {
  const near = nearestTo(asked, known)
  return near ? `Perhaps "${near.id}" is meant.` : 'Search for it by name in Explore.'
}

const plainly = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Letters to add, drop, change or swap with their neighbour (Damerau and Levenshtein), row by row. */
function slipsBetween(one: string, other: string): number {
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let line = 1; line <= one.length; line++) {
    const next = [line]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[line - 1] === other[column - 1]
      const isSwapped =
        line > 1 &&
        column > 1 &&
        one[line - 1] === other[column - 2] &&
        one[line - 2] === other[column - 1]
      next.push(
        Math.min(
          row[column] + 1,
          next[column - 1] + 1,
          row[column - 1] + (isSame ? 0 : 1),
          isSwapped ? before[column - 2] + 1 : Infinity
        )
      )
    }
    before = row
    row = next
  }
  return row[other.length]
}
