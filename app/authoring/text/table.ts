/** A Markdown table with columns as wide as their longest cell, as the formatter of the project writes them. */
export function table([head, ...rows]: string[][]): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll(/(?<!\\)\|/g, '\\|'))
  )
  const widths = head.map((_, at) => Math.max(3, ...cells.map((row) => row[at].length)))
  const line = (row: string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  const [first, ...others] = cells.map(line)
  return [first, rule, ...others].join('\n')
}
