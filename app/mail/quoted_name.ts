const LONGEST = 60

/**
 * A name that somebody chose, in a mail to somebody who did not ask for it: in quotes, on one line, cut, and without what a
 * mail program would turn into a link. `evil.example` stays readable and leads nowhere.
 */
export function quotedName(name: string): string {
  const line = name
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll(/[“”"]/g, '')
    .trim()
  const cut = [...line].length > LONGEST ? `${[...line].slice(0, LONGEST - 1).join('')}…` : line
  return `“${cut.replaceAll(/[.:@/](?=\S)/g, '$&\u2060')}”`
}
