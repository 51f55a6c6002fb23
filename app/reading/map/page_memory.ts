import type { Scope } from '#shared/expressions/closures'
import { chainsIn } from '#shared/expressions/field_chains'
import { compileKeys, type Getter } from '#shared/expressions/paths'
import type { MappingScope } from './types.js'

/** What is worked out once per page for the raw values that it is made of. */
export interface Recipe<T> {
  compute: (scope: Scope, page: MappingScope) => T
  /** The expressions that tell one answer from another, such as the id of an entity. */
  by: string[]
  /** The other expressions it depends on. */
  and?: string[]
}

/** Starts a page. A memory lives as long as its page, in which account and settings stay the same. */
export type OpenPage<T> = (page: MappingScope) => (scope: Scope) => T

/** Answers remembered of one page; past it a page names hardly anything twice. */
const MOST = 10_000
/** Values of more fields than this hardly ever come back together. */
const MOST_KEYS = 3

/**
 * The records of a page name the same entities, days and breakdowns over and over. What was computed from
 * equal raw values is answered again, as the same object: nobody may change what a mapping answers.
 * A rejection is not remembered.
 */
export function remembering<T>({ compute, by, and = [] }: Recipe<T>): OpenPage<T> {
  const keys = pathsIn(by)
  const others = pathsIn(and)?.filter((path) => !keys?.includes(path))
  if (!keys || !others || keys.length > MOST_KEYS) {
    return (page) => (scope) => compute(scope, page)
  }
  const recipe = { compute, keys: keys.map(getterOf), others: others.map(getterOf) }
  return (page) => {
    const memory = new PageMemory(recipe, page)
    return (scope) => memory.answer(scope)
  }
}

/** The places in a record that expressions read; null where one reads the record as a whole. */
function pathsIn(expressions: string[]): string[] | null {
  const chains = expressions
    .flatMap((source) => chainsIn(source, 'record'))
    .filter(({ variable }) => variable === 'record')
  const isBounded = chains.every(({ keys }) => keys.length > 0)
  return isBounded ? [...new Set(chains.map(({ keys }) => keys.join('.')))] : null
}

const getterOf = (path: string): Getter => compileKeys(path.split('.'))

interface ReadyRecipe<T> {
  compute: (scope: Scope, page: MappingScope) => T
  keys: Getter[]
  others: Getter[]
}

/** One remembered answer and, by the next key's value, those that share the keys before it. */
class Entry<T> {
  isKnown = false
  answer: T | undefined
  raw: unknown[] = []
  readonly next = new Map<unknown, Entry<T>>()
}

class PageMemory<T> {
  #root = new Map<unknown, Entry<T>>()
  #single = new Entry<T>()
  #size = 0

  constructor(
    private readonly recipe: ReadyRecipe<T>,
    private readonly page: MappingScope
  ) {}

  answer(scope: Scope): T {
    const entry = this.#entryOf(scope.record)
    if (entry === null) {
      return this.recipe.compute(scope, this.page)
    }
    if (entry.isKnown && this.#agrees(entry.raw, scope.record)) {
      return entry.answer as T
    }
    const answer = this.recipe.compute(scope, this.page)
    entry.answer = answer
    entry.raw = this.recipe.others.map((get) => get(scope.record))
    entry.isKnown = true
    return answer
  }

  #entryOf(record: unknown): Entry<T> | null {
    const { keys } = this.recipe
    let entry: Entry<T> | null = this.#single
    let entries = this.#root
    for (let at = 0; at < keys.length && entry !== null; at++) {
      const value = keys[at](record)
      entry = entries.get(value) ?? this.#add(entries, value)
      entries = entry === null ? entries : entry.next
    }
    return entry
  }

  #add(entries: Map<unknown, Entry<T>>, value: unknown): Entry<T> | null {
    if (this.#size >= MOST || !isRepeatable(value)) {
      return null
    }
    const entry = new Entry<T>()
    entries.set(value, entry)
    this.#size += 1
    return entry
  }

  #agrees(raw: unknown[], record: unknown): boolean {
    let at = 0
    for (const get of this.recipe.others) {
      if (!Object.is(raw[at], get(record))) {
        return false
      }
      at += 1
    }
    return true
  }
}

/** A list or an object is a new one in every record, and a Map takes zero and minus zero for the same. */
function isRepeatable(value: unknown): boolean {
  return value === null || typeof value === 'string' || (typeof value === 'number' && value !== 0)
}
