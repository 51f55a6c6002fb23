/** What a hole reads from: a record, with the page, the request and the business behind it. */
export type Scope = Record<string, unknown>

export type Reader = (scope: Scope) => unknown

/** Turns a value into what the vendor writes. Nothing stays nothing, except where a filter says otherwise. */
export type Filter = (value: unknown, argument: string, scope: Scope) => unknown

/** Answered by a hole that wants its field left out of the answer. */
export const ABSENT = Symbol('absent')

/**
 * The scope for one record: its own fields first, then everything around it. A view and no copy, because reports look at
 * tens of thousands of records and read a few fields of each.
 */
export function within(outer: Scope, record: object): Scope {
  return new Proxy(record as Scope, {
    get: (own, name) => (name in own ? own[name as string] : outer[name as string]),
  })
}
