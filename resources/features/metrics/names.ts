type Named = { id: string; label: string }

/**
 * What an id means here. A question may name a column of a file without its source: `category` for
 * `superstore:category`.
 */
export function entryNamed<Entry extends { id: string }>(
  known: Entry[],
  id: string
): Entry | undefined {
  return (
    known.find((entry) => entry.id === id) ?? known.find((entry) => entry.id.endsWith(`:${id}`))
  )
}

/** How a person calls it; an id that nothing here knows any more still reads as words. */
export function labelOf(known: Named[], id: string): string {
  return entryNamed(known, id)?.label ?? asWords(id)
}

/** With the abbreviation of the trade beside it: "Recurring revenue (MRR)". */
export function wholeName({
  label,
  abbreviation,
}: {
  label: string
  abbreviation?: string
}): string {
  return abbreviation ? `${label} (${abbreviation})` : label
}

/** `shop:order_value` as "Order value". */
export function asWords(id: string): string {
  const words = id
    .slice(id.lastIndexOf(':') + 1)
    .replaceAll('_', ' ')
    .trim()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
