import { hash } from 'node:crypto'
import { MappingFault, quote, toText, type ExpressionFunction } from './plain_values.js'

function parseJson(value: unknown): unknown {
  const text = toText(value)
  if (text === null || text === '') {
    return null
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new MappingFault(`${quote(text)} is not JSON`)
  }
}

/** The text up to the first separator, or after the last one: `after("key-us21", "-")` is the data centre. */
function before(value: unknown, separator: unknown): string | null {
  const text = toText(value)
  const at = text?.indexOf(String(separator)) ?? -1
  return text === null || at < 0 ? text : text.slice(0, at)
}

function after(value: unknown, separator: unknown): string | null {
  const text = toText(value)
  const at = text?.lastIndexOf(String(separator)) ?? -1
  return text === null || at < 0 ? text : text.slice(at + String(separator).length)
}

function hostOf(value: unknown): string | null {
  const text = toText(value)
  if (text === null) {
    return null
  }
  if (!URL.canParse(text)) {
    throw new MappingFault(`${quote(text)} is no address`)
  }
  return new URL(text).host
}

const mapText = (change: (text: string) => unknown) => (value: unknown) => {
  const text = toText(value)
  return text === null ? null : change(text)
}

/** Functions over texts. */
export const TEXT_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  /** What a text of JSON says; a text that is none rejects the record. */
  parseJson: { signature: 'parseJson(dyn): dyn', call: parseJson },
  /** The text up to the first separator; the whole text where there is none. */
  before: { signature: 'before(dyn, dyn): dyn', call: before },
  /** The text after the last separator; the whole text where there is none. */
  after: { signature: 'after(dyn, dyn): dyn', call: after },
  /** A text as a list, cut at each separator. */
  split: {
    signature: 'split(dyn, dyn): dyn',
    call: (value, separator) => toText(value)?.split(String(separator)) ?? [],
  },
  /** The text with every occurrence of the second value replaced by the third. */
  replace: {
    signature: 'replace(dyn, dyn, dyn): dyn',
    call: (value, from, to) => toText(value)?.replaceAll(String(from), String(to)) ?? null,
  },
  /** The host of an address, such as `instance_url`. */
  hostOf: { signature: 'hostOf(dyn): dyn', call: hostOf },
  /** The text in Base64. */
  base64: {
    signature: 'base64(dyn): dyn',
    call: mapText((text) => Buffer.from(text).toString('base64')),
  },
  /** Hexadecimal, of the text in lower case without blanks around it: how vendors hash addresses of people. */
  sha256: {
    signature: 'sha256(dyn): dyn',
    call: mapText((text) => hash('sha256', text.trim().toLowerCase(), 'hex')),
  },
}
