import { plainWord } from './calendar_names.js'
import { listOf } from './vocabulary.js'

/** What sheets call the lines that add up the others. */
const WORDS = new Set(
  listOf(`
  total, totals, grand total, subtotal, sub-total, sub total, sum, overall, summe, gesamt, gesamtsumme,
  gesamtergebnis, zwischensumme, insgesamt, ergebnis, totaal, eindtotaal, subtotaal, som, totaux, somme,
  sous-total, total general, suma, totale, totali, somma, subtotale, totale complessivo, soma, total geral,
  totalt, summa, delsumma, i alt, hovedtotal, subtotalt, razem, ogolem, lacznie, suma koncowa, celkem,
  osszesen, yhteensa, toplam, genel toplam, итого, всего, 合計, 总计, 總計`)
)
const LONGEST = 80
const FIRST = /^(.+?)\s*(?:[:：(–—]|\s-\s|$)/
/** `Total of 3 results`, `Results from 12 campaigns`. */
const COUNTED = /^(?:totals? (?:of|for)|results from|total von|totaal van|total de|totale di) \d+\b/
/** Spreadsheets name the line of a group `North Total`. */
const BEHIND = /\s(?:total|totals|subtotal|totaal|ergebnis|gesamt|totale|suma|totalt)$/

/** Whether a cell names a total: the word alone, before a mark, or behind the name of a group. */
export function isTotalWord(text: string): boolean {
  if (text.length > LONGEST || text.length < 2) {
    return false
  }
  const word = plainWord(text)
  const first = word.match(FIRST)?.[1] ?? word
  return WORDS.has(word) || WORDS.has(first) || BEHIND.test(word) || COUNTED.test(word)
}
