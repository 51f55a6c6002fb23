/** Arabic and Persian digits with their marks, and the wide forms of East Asia. */
const WRITTEN = /[\u0660-\u066c\u06f0-\u06f9\uff01-\uffe6]/
const MARKS: Record<string, string> = { '\u066a': '%', '\u066b': '.', '\u066c': ',' }

/** The text with digits and marks as numbers and dates are read. */
export function plainDigits(text: string): string {
  return WRITTEN.test(text)
    ? text
        .normalize('NFKC')
        .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
        .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
        .replace(/[\u066a-\u066c]/g, (mark) => MARKS[mark])
    : text
}
