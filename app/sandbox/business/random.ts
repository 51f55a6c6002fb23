/**
 * A small seeded generator (sfc32). Each thing on each day draws from a generator of its own, named by
 * text, so that one day's numbers never depend on how many draws another day took.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(name: string) {
    let [first, second, third] = [0x9e3779b9, 0x243f6a88, 0xb7e15162]
    for (let index = 0; index < name.length; index++) {
      const code = name.charCodeAt(index)
      first = Math.imul(first ^ code, 0x85ebca6b)
      second = Math.imul(second ^ code, 0xc2b2ae35) + first
      third = Math.imul(third ^ (code + index), 0x27d4eb2f) ^ second
    }
    this.#a = first | 0
    this.#b = second | 0
    this.#c = third | 0
    for (let round = 0; round < 12; round++) {
      this.next()
    }
  }

  /** From 0 up to 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + sum) | 0
    return (sum >>> 0) / 4294967296
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  /** Whole number from low up to and including high. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.next() * values.length)]
  }

  /** Index drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number {
    let rest = this.next() * weights.reduce((sum, weight) => sum + weight, 0)
    const index = weights.findIndex((weight) => (rest -= weight) < 0)
    return index < 0 ? weights.length - 1 : index
  }

  /** Knuth's method; the means here are small. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean)
    let [count, product] = [0, this.next()]
    while (product > limit) {
      product *= this.next()
      count++
    }
    return count
  }

  /** Around 1, seldom further than `spread` × 3. */
  noise(spread: number): number {
    const bell = this.next() + this.next() + this.next() + this.next() - 2
    return Math.max(0.05, 1 + bell * spread * 1.7)
  }
}
