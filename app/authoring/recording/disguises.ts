import type { Private } from './places.js'

/** Texts shorter than this occur by chance: they are replaced where they stand, and not wherever they occur. */
const SHORTEST = 4

const MADE_UP: Record<Private, (count: number) => string> = {
  secret: (count) => `scrubbed-${count}`,
  email: (count) => `person-${count}@example.com`,
  phone: (count) => `+1555010${String(count).padStart(4, '0')}`,
  name: (count) => `Person ${count}`,
  address: (count) => `Address ${count}`,
}

/**
 * What stands for what in a recording. The same text is always replaced by the same, so that keys, joins and pages still fit
 * together.
 */
export class Disguises {
  readonly #known = new Map<string, { kind: Private; instead: string }>()
  readonly #made = new Set<string>()
  readonly #counts = new Map<Private, number>()
  readonly #patterns = new Map<number, RegExp>()

  /** What stands for the text from now on. */
  of(kind: Private, text: string): string {
    const known = this.#known.get(text)?.instead
    if (known !== undefined || text === '' || this.#made.has(text)) {
      return known ?? text
    }
    const count = (this.#counts.get(kind) ?? 0) + 1
    const instead = MADE_UP[kind](count)
    this.#counts.set(kind, count)
    this.#known.set(text, { kind, instead })
    this.#made.add(instead)
    this.#patterns.clear()
    return instead
  }

  /**
   * Replaces what is known wherever it occurs; what people are called only as whole words. `shortest` is lower where there are no
   * places to tell short texts by.
   */
  everywhere(text: string, shortest = SHORTEST): string {
    const pattern = this.#patterns.get(shortest) ?? this.#compile(shortest)
    this.#patterns.set(shortest, pattern)
    return text.replace(pattern, (found) => this.#known.get(found)?.instead ?? found)
  }

  /** How many different texts of each kind were replaced. */
  get counts(): Partial<Record<Private, number>> {
    return Object.fromEntries(this.#counts)
  }

  #compile(shortest: number): RegExp {
    const known = [...this.#known].filter(([text]) => text.length >= shortest)
    const longestFirst = known.sort(([one], [other]) => other.length - one.length)
    const parts = longestFirst.map(([text, { kind }]) => {
      const literal = RegExp.escape(text)
      return kind === 'secret' ? literal : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`
    })
    return new RegExp(parts.join('|') || '(?!)', 'gu')
  }
}
