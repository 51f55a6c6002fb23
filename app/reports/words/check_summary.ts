import { claimText, type Told } from './claimed_numbers.js'
import { isClaim, sentenceText, type Sentence } from './sentence.js'

/** Sentences that say a number that the answers do not: one that differs from its answer, or that is bound to none. */
export function wrongSentences(told: Told, sentences: Sentence[]): string[] {
  const isWrong = (sentence: Sentence) =>
    sentence.some((piece) =>
      isClaim(piece)
        ? claimText(told, piece) !== piece.shown
        : typeof piece === 'string' && /\d/.test(piece)
    )
  return sentences.filter(isWrong).map(sentenceText)
}
