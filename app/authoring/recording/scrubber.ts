import { Disguises } from './disguises.js'
import {
  ADDRESS,
  BEARER,
  cleanAddress,
  cleanPath,
  EMAIL_ADDRESS,
  IP_ADDRESS,
  PHONE_NUMBER,
  TOKEN,
} from './patterns.js'
import { opensInAddress, privateAt, type FieldPlace, type Private } from './places.js'

type Json = Record<string, unknown>

/**
 * Takes secrets and personal data out of what a vendor was asked and answered: by value, by the name of the place, and by form.
 * First everything is learned (`learn`), then everything is replaced (`clean`): what one answer calls a name is one in all.
 */
export class Scrubber {
  readonly #disguises = new Disguises()
  /** As learned, so that a recording can be held against them at the end. */
  readonly #secrets = new Set<string>()

  get counts() {
    return this.#disguises.counts
  }

  /** A value that opens the source, in every notation it may come back in. */
  learnSecret(value: string) {
    if (value.length < SHORTEST_SECRET) {
      return
    }
    const bytes = Buffer.from(value)
    const notations = [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]
    for (const each of [value, encodeURIComponent(value), ...notations]) {
      this.#secrets.add(each)
      this.#disguises.of('secret', each)
    }
  }

  /** `around` names what the value is about, such as the stream. */
  learn(value: unknown, around: string[] = []) {
    if (Array.isArray(value)) {
      value.forEach((each) => this.learn(each, around))
    } else if (typeof value === 'object' && value !== null) {
      const beside = Object.keys(value)
      for (const [name, each] of Object.entries(value)) {
        this.#learnField(each, { name, around, beside })
      }
    }
  }

  #learnField(value: unknown, place: FieldPlace) {
    const kind = privateAt(place)
    const isText = typeof value === 'string' || typeof value === 'number'
    if (kind && isText && hides(kind, value)) {
      this.#disguises.of(kind, String(value))
    } else {
      this.learn(value, [...place.around, place.name])
    }
  }

  clean(value: unknown, around: string[] = []): unknown {
    if (typeof value === 'string') {
      return this.text(value)
    }
    if (Array.isArray(value)) {
      return value.map((each) => this.clean(each, around))
    }
    return typeof value === 'object' && value !== null ? this.#object(value as Json, around) : value
  }

  #object(value: Json, around: string[]): Json {
    const beside = Object.keys(value)
    const entries = Object.entries(value).map(([name, each]) => [
      this.text(name),
      this.field(each, { name, around, beside }),
    ])
    return Object.fromEntries(entries)
  }

  /** What stands at a place; a number stays one. */
  field(value: unknown, place: FieldPlace): unknown {
    const kind = privateAt(place)
    if (kind && typeof value === 'number' && hides(kind, value)) {
      return Number(this.#disguises.of(kind, String(value)).replaceAll(/\D/g, ''))
    }
    return kind && typeof value === 'string' && hides(kind, value)
      ? this.#disguises.of(kind, value)
      : this.clean(value, [...place.around, place.name])
  }

  /** A table or a document: what stands where is known from what was learned of it only. */
  document(text: string): string {
    return this.text(this.#disguises.everywhere(text, 1))
  }

  /** A text without what is known and without what is told from its form. */
  text(text: string): string {
    const secret = (found: string) => this.#disguises.of('secret', found)
    if (IP_ADDRESS.test(text)) {
      return this.#disguises.of('address', text)
    }
    return this.#disguises
      .everywhere(text)
      .replace(ADDRESS, (address) => cleanAddress(address, secret))
      .replace(BEARER, (_, scheme: string, token: string) => `${scheme} ${secret(token)}`)
      .replace(TOKEN, secret)
      .replace(EMAIL_ADDRESS, (found) => this.#disguises.of('email', found))
      .replace(PHONE_NUMBER, (found) => this.#disguises.of('phone', found))
  }

  path(path: string): string {
    return this.text(cleanPath(path, (found) => this.#disguises.of('secret', found)))
  }

  parameter(name: string, value: string): string {
    return value !== '' && opensInAddress(name)
      ? this.#disguises.of('secret', value)
      : this.text(value)
  }

  /** Whether something that opens the source is in a text after all. */
  leaksIn(text: string): boolean {
    return [...this.#secrets].some((secret) => text.includes(secret))
  }
}

const SHORTEST_SECRET = 4

/** Flags, small numbers and amounts at a place named so are no secret: `tokens: 3`, `phone: 0`. */
const hides = (kind: Private, value: string | number) =>
  typeof value === 'string' ? value !== '' : kind !== 'name' && Math.abs(value) > 999
