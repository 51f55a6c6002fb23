import { plainWord } from './calendar_names.js'
import { listOf } from '#shared/columns/vocabulary'

/** What sheets call the lines that add up the others. */
const WORDS = new Set(
  listOf(`
  total, totals, grand total, subtotal, sub-total, sub total, sum, overall, summe, gesamt, gesamtsumme,
  gesamtergebnis, zwischensumme, insgesamt, ergebnis, totaal, eindtotaal, subtotaal, som, totaux, somme,
  sous-total, total general, suma, totale, totali, somma, subtotale, totale complessivo, soma, total geral,
  totalt, summa, delsumma, i alt, hovedtotal, subtotalt, razem, ogolem, lacznie, suma koncowa, celkem,
  average, avg, durchschnitt, mittelwert, gemiddelde, moyenne, promedio, median, minimum, maximum,
  osszesen, yhteensa, toplam, genel toplam, итого, всего, 합계, 총계, 合計, 总计, 總計`)
)
const LONGEST = 80
const FIRST = /^(.+?)\s*(?:[:：(–—]|\s-\s|$)/
/** `Total of 3 results`, `Results from 12 campaigns`. */
const COUNTED = /^(?:totals? (?:of|for)|results from|total von|totaal van|total de|totale di) \d+\b/
/** Spreadsheets name the line of a group `North Total`. */
const BEHIND = /\s(?:total|totals|subtotal|totaal|ergebnis|gesamt|totale|suma|totalt)$/

/** `Summe Nord`, `Total Brand`; a campaign may begin like that too. */
const BEFORE =
  /^(?:grand total|sub-?total|totals?|subtotaal|totaal|gesamtsumme|gesamt|zwischensumme|summe|sous-total|somme|suma|somma|subtotale|totale|soma|summa|delsumma|totalt|razem|celkem) (?!of |for |de |di |van |von )\p{L}/u

/** What stands for all rows of a table or a group: `All campaigns`, `Alle`. */
const ALL =
  /^(?:all|alle|alles|tous|toutes|tout|todos|todas|todo|tutti|tutte|alla|wszystkie|hepsi|все|全部|すべて|전체)(?: (?:the )?\p{L}+){0,2}$/u

/** Below two periods, Google Analytics writes how they differ. */
const CHANGE =
  /^(?:(?:%|percent(?:age)?) (?:change|difference)|(?:%[- ]?)?(?:veranderung|verschil|wijziging|variation|variacion|variazione)(?: in)?(?: %)?)$/

export const namesChange = (text: string) => text.length <= LONGEST && CHANGE.test(plainWord(text))

/** Whether a cell may name a total; where it only begins with the word, the arithmetic decides. */
export function mayNameTotal(text: string): boolean {
  return (
    isTotalWord(text) ||
    namesChange(text) ||
    (text.length <= LONGEST && (BEFORE.test(plainWord(text)) || namesAll(text)))
  )
}

/** Whether a cell stands for everything beside it, where the arithmetic agrees. */
export function namesAll(text: string): boolean {
  return text.length <= LONGEST && ALL.test(plainWord(text))
}

/** Whether a cell names a total: the word alone, before a mark, or behind the name of a group. */
export function isTotalWord(text: string): boolean {
  if (text.length > LONGEST || text.length < 2) {
    return false
  }
  const word = plainWord(text)
  const first = word.match(FIRST)?.[1] ?? word
  return WORDS.has(word) || WORDS.has(first) || BEHIND.test(word) || COUNTED.test(word)
}
