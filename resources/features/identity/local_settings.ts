import CURRENCIES from 'country-to-currency'

/** Where this browser is, as a proposal for a new account. */
export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

export function localCurrency(): string {
  return likelyCurrency(localTimeZone(), navigator.language)
}

/** The currency of where somebody is, before that of their language: English is read in Amsterdam too. */
export function likelyCurrency(timeZone: string, language: string): string {
  const region = regionOfZone(timeZone) ?? regionOfLanguage(language)
  return (CURRENCIES as Record<string, string>)[region] ?? 'EUR'
}

type WithZones = Intl.Locale & { getTimeZones?: () => string[] | undefined }

function regionOfZone(zone: string): string | undefined {
  return Object.keys(CURRENCIES).find((region) =>
    (new Intl.Locale(`und-${region}`) as WithZones).getTimeZones?.()?.includes(zone)
  )
}

/** For browsers that do not know the zones of a country. */
function regionOfLanguage(language: string): string {
  // A browser under a POSIX locale calls itself `en-US@posix`, which is no BCP 47 tag.
  const [tag] = language.split('@')
  return new Intl.Locale(tag || 'und').maximize().region ?? ''
}
