/** Gone since their countries took another unit, and still in the exports of those years. */
const GONE = [
  ...['ATS', 'BEF', 'BGN', 'CYP', 'DEM', 'EEK', 'ESP', 'FIM', 'FRF', 'GRD', 'HRK', 'IEP', 'ITL'],
  ...['LTL', 'LUF', 'LVL', 'MTL', 'NLG', 'PTE', 'ROL', 'SIT', 'SKK', 'TRL'],
]
const KNOWN = new Set([...Intl.supportedValuesOf('currency'), ...GONE])

/** Signs that several currencies share; the first is what a sign means where nothing else is said. */
const SHARED: Record<string, string[]> = {
  '$': ['USD', 'CAD', 'AUD', 'NZD', 'HKD', 'SGD', 'TWD', 'MXN', 'ARS', 'CLP', 'COP'],
  '£': ['GBP', 'EGP', 'GIP', 'FKP', 'SHP', 'LBP'],
  '¥': ['JPY', 'CNY'],
}

/** Whether it is a code of ISO 4217, of today or of the last decades. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code)
}

/** Whether an amount with this sign can be of the currency: `$5` beside `CAD` is five Canadian dollars. */
export function canMean(mark: string, code: string): boolean {
  return SHARED[mark]?.includes(code) ?? false
}
