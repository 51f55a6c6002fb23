/** Where this browser is, as a proposal for a new account. */
export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

const CURRENCY_OF_REGION: Record<string, string> = {
  US: 'USD',
  GB: 'GBP',
  CH: 'CHF',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  PL: 'PLN',
  CA: 'CAD',
  AU: 'AUD',
  JP: 'JPY',
  IN: 'INR',
  BR: 'BRL',
}

/** The currency of the browser's region; the euro where we cannot tell. */
export function localCurrency(): string {
  // A browser under a POSIX locale calls itself `en-US@posix`, which is no BCP 47 tag.
  const [tag] = navigator.language.split('@')
  const region = new Intl.Locale(tag || 'und').maximize().region ?? ''
  return CURRENCY_OF_REGION[region] ?? 'EUR'
}
