/** A number in a sentence, bound to the answer that it comes from. */
export interface Claim {
  shown: string
  of: 'current' | 'earlier' | 'change' | 'percent' | 'part'
  /** The section whose answer holds it. */
  section: string
  metric: string
  /** Of a part: the keys of its row. */
  row?: string
}

/** Words, a name that somebody chose, or a number. Words hold no digit. */
export type Piece = string | { name: string } | Claim

export type Sentence = Piece[]

export const isClaim = (piece: Piece): piece is Claim =>
  typeof piece === 'object' && 'shown' in piece

export function sentenceText(sentence: Sentence): string {
  return sentence
    .map((piece) => (typeof piece === 'string' ? piece : isClaim(piece) ? piece.shown : piece.name))
    .join('')
}
