/**
 * Something that a reader sees: a letter, digit, punctuation mark or symbol. Fillers count as letters in Unicode and
 * the blank of Braille as a symbol, and neither leaves anything on the screen.
 */
const SEEN = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v

/** Marks that turn the direction of what stands behind them, so that a name reads as another one. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/

/** Why a text cannot be the name of something that people tell apart by it, or undefined. */
export function nameFault(text: string): string | undefined {
  if (TURNING.test(text)) {
    return 'This contains an invisible character that reverses the text direction. Type the text instead of pasting it.'
  }
  return SEEN.test(text)
    ? undefined
    : 'This contains no visible characters. Enter at least one letter, digit or sign.'
}
