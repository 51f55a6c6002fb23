import type { Page } from '#kit'

/** A name and a value, as a person types them. */
export interface Pair {
  name: string
  value: string
}

/** How the address is signed in to. Secrets themselves are never part of a design. */
export type DesignAuth =
  | { kind: 'none' }
  | { kind: 'apiKey'; in: 'header' | 'query'; name: string }
  | { kind: 'bearer' }
  | { kind: 'basic' }
  | { kind: 'client'; token: string; scope: string | null }

/** How a day is written in a parameter. */
export const DAY_FORMATS = ['date', 'iso', 'unix', 'millis', 'yyyymmdd'] as const
export type DayFormat = (typeof DAY_FORMATS)[number]

/** Parameters that ask for days. */
export interface DesignWindow {
  from: string
  to: string | null
  format: DayFormat
}

/** What a field of a record is used for; `metric` names one of the catalogue. */
export const USES = [
  'key',
  'name',
  'date',
  'currency',
  'dimension',
  'number',
  'money',
  'metric',
] as const
export type FieldUse = (typeof USES)[number]

/** How an amount is written: 12.50, 1250 cents, or 12500000 millionths. */
export const AMOUNTS = ['major', 'minor', 'micros'] as const
export type Amount = (typeof AMOUNTS)[number]

/** Stands for the record itself: each one counts one. */
export const EACH_RECORD = '$'

export interface DesignField {
  /** Dotted path into the record, or `EACH_RECORD`. */
  path: string
  use: FieldUse
  metric?: string
  amount?: Amount
  /** Of a date: `date` (ISO 8601 or 20260131), `unix`, `millis`, or a format such as `dd/MM/yyyy`. */
  format?: string
}

/** One list of records. */
export interface DesignStream {
  /** Stays the same for good: what was read is kept under it. */
  name: string
  title: string
  method: 'GET' | 'POST'
  path: string
  query: Pair[]
  /** JSON. */
  body: string | null
  graphql: { query: string; variables: string } | null
  window: DesignWindow | null
  page: Page
  /** Where the records are in the answer; `$` is the whole of it. */
  records: string
  fields: DesignField[]
  /** Fields that every record of the test call had: a number among them that goes missing later is no empty one. */
  always?: string[]
  /** The currency of amounts where no field says it. */
  currency: string | null
}

/** A source that a person described: what a manifest is made of. */
export interface SourceDesign {
  kind: 'rest' | 'graphql'
  title: string
  host: string
  auth: DesignAuth
  headers: Pair[]
  streams: DesignStream[]
}
