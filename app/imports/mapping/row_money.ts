import { canMean, currencyOf, isCurrency } from '#shared/columns/currencies'
import { currencyNamed } from '#shared/columns/currency_names'
import type { NumberParts } from '../typing/numbers.js'
import { Complained, noCurrency, notACurrency, twoCurrencies } from './complaints.js'
import type { MapPlan } from './map_plan.js'

/**
 * The one currency of a row. The column that names it says most, then the sign of an amount, then the mapping; amounts
 * that disagree make the row unreadable, because one of them would be stored in a currency it is not in.
 */
export class RowMoney {
  private found: string | null = null
  private readonly named: string | null

  constructor(
    private readonly plan: MapPlan,
    cells: string[]
  ) {
    this.named = namedIn(cells, plan)
  }

  get currency(): string | null {
    return this.found ?? this.named ?? this.plan.currency
  }

  /** Answers the currency of the amount. */
  add(parts: NumberParts, field: string): string {
    const currency = this.currencyOf(parts)
    if (currency === null) {
      throw new Complained(noCurrency(field))
    }
    const earlier = this.found ?? this.named
    if (earlier !== null && earlier !== currency) {
      throw new Complained(twoCurrencies(earlier, currency, field))
    }
    this.found = currency
    return currency
  }

  private currencyOf({ currency, mark }: NumberParts): string | null {
    const stated = this.named ?? this.plan.currency
    const isOpen = mark === null || (stated !== null && canMean(mark, stated))
    return isOpen ? stated : currency
  }
}

function namedIn(cells: string[], { currencyColumn, names }: MapPlan): string | null {
  const written = currencyColumn === null ? '' : cells[currencyColumn].trim()
  const code = isCurrency(written.toUpperCase())
    ? written.toUpperCase()
    : (currencyOf(written) ?? currencyNamed(written) ?? null)
  if (written && code === null) {
    throw new Complained(notACurrency(written, names[currencyColumn!]))
  }
  return code
}
