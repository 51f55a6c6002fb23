import type { Metric } from '#metrics/catalogue/types'
import { wholeName } from './names.js'

export type Suggestion = { id: string; label: string; written: string }

type Known = Pick<Metric, 'id' | 'label' | 'abbreviation' | 'synonyms' | 'available'>

export const FORMULA_NAME = /^[a-z_][a-z0-9_]{0,59}$/

/** An id of other characters than letters, digits and "_" stands in square brackets: a hyphen would be read as a minus. */
export const asWritten = (id: string) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(id) ? id : `[${id}]`)

/** "Profit per order" as `profit_per_order`; the name of a formula in an address. */
export function formulaName(label: string): string {
  const plain = label.normalize('NFKD').replaceAll(/\p{Mark}/gu, '')
  const words = plain.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  return words
    .replaceAll(/^_+|_+$/g, '')
    .replace(/^(?=\d)/, '_')
    .slice(0, 60)
}

/** What is being typed at the caret: behind an open bracket everything, elsewhere the last word. */
export function wordAt(text: string, caret: number): { start: number; word: string } {
  const before = text.slice(0, caret)
  const [typed] = /\[[^\]]*$/.exec(before) ?? /[\p{L}_][\p{L}\p{N}_:-]*$/u.exec(before) ?? ['']
  return { start: caret - typed.length, word: typed.replace(/^\[/, '') }
}

/** Metrics whose id, name or synonym holds the word, the ones that begin with it first. */
export function suggestionsFor(word: string, metrics: Known[], most = 8): Suggestion[] {
  const wanted = word.trim().toLowerCase()
  const ranked = metrics.flatMap((metric) => {
    const { id, label, abbreviation = '', synonyms = [] } = metric
    const names = [id, id.slice(id.indexOf(':') + 1), label, abbreviation, ...synonyms]
    const lower = names.map((name) => name.toLowerCase())
    const rank = lower.some((name) => name.startsWith(wanted)) ? 0 : 1
    const isMeant = wanted !== '' && lower.some((name) => name.includes(wanted))
    return isMeant ? [{ metric, rank: rank + (metric.available ? 0 : 2) }] : []
  })
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ metric }) => ({
      id: metric.id,
      label: wholeName(metric),
      written: asWritten(metric.id),
    }))
}

/** The formula with the chosen metric in place of what was typed, and where the caret stands then. */
export function completed(text: string, caret: number, { written }: Suggestion) {
  const { start } = wordAt(text, caret)
  const rest = text.slice(caret).replace(/^\]/, '')
  const head = text.slice(0, start) + written
  return { text: head + rest, caret: head.length }
}
