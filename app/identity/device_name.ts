import Bowser from 'bowser'

/** A browser's own description in the words of a person: "Firefox on Windows". */
export function deviceName(userAgent: string): string {
  if (userAgent.trim() === '') {
    return 'Unknown device'
  }
  const { browser, os } = Bowser.parse(userAgent)
  const names = [browser.name, os.name].filter((name) => name !== undefined && name !== '')
  return names.length > 0 ? names.join(' on ') : 'Unknown device'
}
