/** The column of `<source>:<column>`; undefined for ids without a source. */
export function columnOf(id: string): string | undefined {
  const end = id.lastIndexOf(':')
  return end < 0 ? undefined : id.slice(end + 1)
}
