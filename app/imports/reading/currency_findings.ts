import { currencyColumn, isConverted } from '../typing/currency_column.js'
import { currenciesOf } from '#shared/columns/currencies'
import type { ColumnProfile } from '../typing/column_profile.js'
import { isAbsent } from '../typing/numbers.js'
import { aboutColumn } from './about_column.js'
import type { Finding, SourceRow } from './format.js'

/** Which amounts are in which currency, where the file leaves something to say about it. */
export function describeCurrencies(columns: ColumnProfile[], rows: SourceRow[]): Finding[] {
  const money = columns.filter(({ unit }) => unit === 'currency')
  return [...money.flatMap(sharedSign), ...several(money, rows), ...converted(columns)]
}

function sharedSign({ name, mark, currency }: ColumnProfile): Finding[] {
  return mark && currenciesOf(mark).length > 1
    ? [
        aboutColumn(name, {
          label: 'Currency',
          tone: 'check',
          evidence: `“${mark}” is a sign of several currencies. The currency of the source is meant where it has this sign${currency ? `, else ${currency}` : ''}.`,
        }),
      ]
    : []
}

/** The same amounts converted, or some rows in one currency and some in another. */
function several(money: ColumnProfile[], rows: SourceRow[]): Finding[] {
  const named = money.filter(({ currency, mark }) => currency !== null && mark === undefined)
  const codes = [...new Set(named.map(({ currency }) => currency))]
  if (codes.length < 2) {
    return []
  }
  const [first, second] = codes.map((code) => named.find(({ currency }) => currency === code)!)
  const isEither = rows.every((row) => isBlank(row, first) || isBlank(row, second))
  const told = `“${first.name}” is in ${codes[0]} and “${second.name}” in ${codes[1]}.`
  return [
    aboutColumn(second.name, {
      label: 'Two currencies',
      tone: isEither ? 'question' : 'check',
      evidence: isEither
        ? `${told} Each row fills only one of them, and one metric takes one column: put the amounts into one column, with another that names the currency.`
        : `${told} A row is in one currency: the organization’s where a column has it, else the first. The other columns are plain numbers, and are not added to it.`,
    }),
  ]
}

const isBlank = ({ cells }: SourceRow, { index }: ColumnProfile) => isAbsent(cells[index] ?? '')

function converted(columns: ColumnProfile[]): Finding[] {
  const named = currencyColumn(columns)
  const others = columns.filter(({ name, unit }) => unit === 'currency' && isConverted(name))
  return named === undefined
    ? []
    : others.map(({ name }) =>
        aboutColumn(name, {
          label: 'Another currency',
          tone: 'check',
          evidence: `“${named.name}” names the currency of each row, and this column holds amounts in another one: they are plain numbers.`,
        })
      )
}
