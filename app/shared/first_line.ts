/**
 * What an import threw, in one line: compilers add a picture of the code and a stack, of which the place in the file is
 * worth keeping.
 */
export function firstLine(error: unknown): string {
  const text = String((error as Error | undefined)?.message ?? error).trim()
  const [line] = text.split('\n')
  const place = /\[[^\]\n]*?([^/\\\]\n]+:\d+:\d+)\]/.exec(text)
  return line.replace(/^x /, '').replace(/[.:]$/, '') + (place ? ` (${place[1]})` : '')
}
