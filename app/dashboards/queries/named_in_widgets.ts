import type Widget from '#dashboards/models/widget'
import type { WidgetQuestion } from '#dashboards/models/widget'

/** A metric in a formula: with square brackets, or a word. */
const NAMED = /\[([^\]]+)\]|([\p{L}_][\p{L}\p{N}_]*)/gu

/**
 * Of all metrics or dimensions, those that the widgets ask for. Who may only look at a dashboard gets the names on it and not the
 * catalogue: names of columns tell what an organization measures. A question may name a column of a file without its source,
 * where only one has it.
 */
export function namedInWidgets<Entry extends { id: string }>(
  known: Entry[],
  widgets: (Pick<Widget, 'question'> & Partial<Pick<Widget, 'display'>>)[]
): Entry[] {
  const names = new Set(
    widgets.flatMap(({ question, display }) => [
      ...(question ? namesIn(question) : []),
      ...(typeof display?.dimension === 'string' ? [display.dimension] : []),
    ])
  )
  const exact = new Set(known.map(({ id }) => id).filter((id) => names.has(id)))
  const bare = [...names].filter((name) => !exact.has(name))
  const meant = bare.flatMap((name) => {
    const candidates = known.filter(({ id }) => columnOf(id) === name)
    return candidates.length === 1 ? [candidates[0].id] : []
  })
  const wanted = new Set([...exact, ...meant])
  return known.filter(({ id }) => wanted.has(id))
}

function namesIn({ metrics, breakdowns = [], filters = [], formulas = {} }: WidgetQuestion) {
  const parts = Object.values(formulas).flatMap((formula) =>
    [...formula.matchAll(NAMED)].map(([, bracketed, word]) => bracketed ?? word)
  )
  return [...metrics, ...breakdowns, ...filters.map(({ dimension }) => dimension), ...parts]
}

const columnOf = (id: string) => id.slice(id.indexOf(':') + 1)
