/** A list of words as a text with commas: vocabularies read better as text than with each word on a line. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim().replace(/\s+/g, ' '))
    .filter((word) => word !== '')
}
