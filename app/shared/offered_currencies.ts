const COMMON_CURRENCIES = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CAD',
  'AUD',
  'JPY',
]

/** Offered for showing amounts in; a question may name any other. The organization's own is first. */
export function offeredCurrencies(own: string): string[] {
  return [...new Set([own, ...COMMON_CURRENCIES])]
}
