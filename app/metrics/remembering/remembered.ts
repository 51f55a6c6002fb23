import { LRUCache } from 'lru-cache'

interface Bounds<Value> {
  /** The least recently used values go first once their sizes together are more than this. */
  most: number
  sizeOf: (value: Value) => number
}

/** Values by key, each made once for all who ask for it at the same time. */
export class Remembered<Value extends object> {
  readonly #values: LRUCache<string, Value>
  readonly #making = new Map<string, Promise<Value>>()

  constructor({ most, sizeOf }: Bounds<Value>) {
    this.#values = new LRUCache({ maxSize: most, sizeCalculation: sizeOf })
  }

  async get(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#values.get(key)
    if (known) {
      return known
    }
    const others = this.#making.get(key)
    return others ? this.#shared(others, make) : this.#made(key, make)
  }

  /** Another request's transaction can end for reasons of its own, which are no answer here. */
  async #shared(others: Promise<Value>, make: () => Promise<Value>): Promise<Value> {
    try {
      return await others
    } catch {
      return make()
    }
  }

  async #made(key: string, make: () => Promise<Value>): Promise<Value> {
    const making = make()
    this.#making.set(key, making)
    try {
      const value = await making
      this.#values.set(key, value)
      return value
    } finally {
      this.#making.delete(key)
    }
  }
}
