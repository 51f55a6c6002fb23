import { auth } from './auth.js'
import { call, listFields } from './call.js'
import { http } from './http.js'
import {
  cel,
  constant,
  humanText,
  list,
  named,
  object,
  oneOf,
  optional,
  plainText,
  shaped,
  variants,
  whole,
  type Static,
} from './notation.js'
import { provides } from './provides.js'
import { objectSchema } from './settings.js'
import { stream } from './stream.js'
import { webhooks } from './webhook.js'

export const category = oneOf(
  'ads',
  'social',
  'analytics',
  'email',
  'crm',
  'commerce',
  'payments',
  'accounting',
  'operations',
  'seo',
  'files'
)
export type Category = Static<typeof category>

const expression = cel('account')

/** Where the vendor's accounts (ad accounts, pages, properties) are listed. */
export const accounts = object({
  ...listFields,
  /** A first call whose records each make the main call once, seen there and here as `parent`. */
  parents: optional(object({ ...listFields, fields: named(expression) })),
  /** Expressions see `record`, `parent` and `settings`. The first account of an id wins. */
  id: expression,
  name: expression,
  currency: optional(expression),
  timeZone: optional(expression),
  attributes: optional(named(expression)),
  /**
   * Tokens of single accounts, encrypted; in scope for ways of signing in as `account.secrets.…`. Where the vendor refuses one, the
   * accounts are listed again.
   */
  secrets: optional(named(expression)),
  /** Skip, for example, manager accounts that hold no numbers. */
  when: optional(expression),
})
export type Accounts = Static<typeof accounts>

/** When the vendor switches the version off that this connector speaks. */
export const sunset = object({
  version: plainText,
  on: shaped('^\\d{4}-\\d{2}-\\d{2}$', 'a day like 2027-06-30'),
  source: optional(plainText),
})
export type Sunset = Static<typeof sunset>

const titled = {
  title: humanText,
  category,
  /** Value of the `channel` dimension of its facts. */
  channel: optional(plainText),
}

const presented = { ...titled, settings: optional(objectSchema) }

/**
 * Digits of the smallest unit that this vendor counts in, where they differ from ISO 4217: `{ ISK: 2, UGX: 2 }`. What
 * `minorToMicros` reads amounts by, of what is read and of what is sent.
 */
const minorUnits = optional(named(whole(0, 4)))

/** A source that is called over HTTP. */
export const apiConnector = object({
  kind: constant('api'),
  ...presented,
  auth: named(auth, { minProperties: 1 }),
  http,
  /** A cheap authenticated call that proves the credentials. */
  check: call,
  accounts: optional(accounts),
  streams: named(stream, { minProperties: 1 }),
  webhooks: optional(webhooks),
  provides: optional(provides),
  sunset: optional(sunset),
  minorUnits,
})
export type ApiConnector = Static<typeof apiConnector>

export const fileFormat = oneOf('csv', 'xlsx', 'json', 'ndjson')
export type FileFormat = Static<typeof fileFormat>

/** A source that people hand over as files; the core parses, this declares what it accepts. */
export const fileConnector = object({
  kind: constant('file'),
  ...presented,
  accepts: object({
    formats: list(fileFormat),
    compressions: list(oneOf('gzip')),
    maxBytes: whole(1),
    maxColumns: whole(1),
  }),
})
export type FileConnector = Static<typeof fileConnector>

/** A source that is never called: the vendor, or a program of the person's, sends everything to the source's address. */
export const webhookConnector = object({
  kind: constant('webhook'),
  ...presented,
  webhooks,
  minorUnits,
})
export type WebhookConnector = Static<typeof webhookConnector>

/**
 * A database that is read over its own protocol, and only read. The core asks for the server, the account and TLS; it owns the
 * connections, the timeouts and the guard of addresses. What is read (a table, a view or one SELECT, with its key, its cursor and
 * what the columns mean) is said by the person who connects it.
 */
export const databaseConnector = object({
  kind: constant('database'),
  ...titled,
  /** The protocol its servers speak. */
  driver: oneOf('postgresql', 'mysql'),
})
export type DatabaseConnector = Static<typeof databaseConnector>

export const connector = variants('kind', [
  apiConnector,
  fileConnector,
  webhookConnector,
  databaseConnector,
])
export type Connector = Static<typeof connector>
