/** One column of what is shown: a heading, and lines that are cut where the column ends. */
export interface Pane {
  title: string
  lines: string[]
}

const GAP = ' │ '
/** Narrower columns hold nothing that can be read: they stand below each other then. */
const NARROWEST = 24
const MOST_LINES = 24

/** Columns beside each other, as far as the terminal is wide enough. */
export function sideBySide(panes: Pane[], width: number): string {
  const own = Math.floor((width - GAP.length * (panes.length - 1)) / panes.length)
  if (own < NARROWEST) {
    return panes.map((pane) => below(pane, width)).join('\n\n')
  }
  const columns = panes.map((pane) => column(pane, own))
  const height = Math.max(...columns.map(({ length }) => length))
  const lines = Array.from({ length: height }, (_, at) =>
    columns
      .map((each) => (each[at] ?? '').padEnd(own))
      .join(GAP)
      .trimEnd()
  )
  return lines.join('\n')
}

const below = (pane: Pane, width: number) => column(pane, width).join('\n')

function column({ title, lines }: Pane, width: number): string[] {
  const shown = lines.slice(0, MOST_LINES)
  const left = lines.length - shown.length
  const all = [title, '─'.repeat(width), ...shown, ...(left > 0 ? [`… ${left} more lines`] : [])]
  return all.map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
}
