import { EACH_RECORD, type DesignField } from '../design.js'

const BRACE = /[{}]/g

/** A text of a person's in a template: its braces are no holes. */
export const plain = (text: string) => text.replaceAll(BRACE, (brace) => brace + brace)

export const quoted = (text: string) => JSON.stringify(text)

/** Any name a vendor may have given, which no chain of fields could hold. */
export const field = (path: string) => `field(record, ${quoted(path)})`

/** The same for one that has to be there. */
const sent = (path: string) => `sent(record, ${quoted(path)})`

/** One text of several fields. */
export const together = (paths: string[]) =>
  paths.map((path) => `text(${field(path)})`).join(' + ":" + ')

/** Where records stand in an answer; names that a path cannot hold are looked up. */
export const placeOf = (path: string) =>
  /^\$$|^[\w-]+(\.[\w-]+)*$/.test(path) && !path.startsWith('response')
    ? path
    : `field(response.body, ${quoted(path)})`

export function dateOf({ path, format = 'date' }: DesignField, zone: string): string {
  switch (format) {
    case 'date':
      return field(path)
    case 'unix':
      return `unixToIso(${field(path)})`
    case 'millis':
      return `millisToIso(${field(path)})`
    default:
      return `timeOf(${field(path)}, ${quoted(format)}, ${quoted(zone)})`
  }
}

/** A number of a record; an amount where its currency is given. */
export function numberOf(
  { path, amount }: DesignField,
  { currency, isSent }: { currency: string | null; isSent: boolean }
): string {
  if (path === EACH_RECORD) {
    return '1'
  }
  const value = isSent ? sent(path) : field(path)
  if (currency === null || amount === 'micros') {
    return `number(${value})`
  }
  return amount === 'minor' ? `minorToMicros(${value}, ${currency})` : `micros(${value})`
}
