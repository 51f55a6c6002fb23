import type { FoundList } from '../inference/lists_in.js'

const TOTAL = /^(total|total_?(items|count|results|records))$/i

/** What a person should look at although the answer can be read. */
export function notesOn(body: unknown, lists: FoundList[]): string[] {
  const [longest] = lists
  if (!longest || longest.length === 0) {
    return [
      'The list is empty. Ask for a period that has records, so that there are fields to choose from.',
    ]
  }
  if (longest.records.length === 0) {
    return ['The answer holds no list of objects, so there are no fields to choose from.']
  }
  const total = totalIn(body)
  return total !== undefined && total > longest.length
    ? [
        `The answer speaks of ${total} records and holds ${longest.length}. Check under Paging how the next ones are asked for.`,
      ]
    : []
}

/** A number near the top that is called total. */
function totalIn(body: unknown, depth = 0): number | undefined {
  const entries = depth > 2 || !isObject(body) ? [] : Object.entries(body)
  const own = entries.find(([name, value]) => TOTAL.test(name) && Number.isSafeInteger(value))
  const inner = entries.map(([, value]) => totalIn(value, depth + 1))
  return (own?.[1] as number | undefined) ?? inner.find((each) => each !== undefined)
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
