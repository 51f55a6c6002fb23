/** The variables that expressions see, by place. */
export const PLACES = {
  /** Mapping of one record. */
  record: ['record', 'account', 'settings'],
  /** Listing of the vendor's accounts. */
  account: ['record', 'parent', 'settings', 'token'],
  /** Templates of calls. */
  request: ['account', 'parent', 'settings', 'client', 'window', 'token', 'report', 'webhook'],
  /** What signs a request: the only place that sees credentials. */
  signature: ['account', 'parent', 'settings', 'credentials', 'client', 'window', 'token'],
  /** An answer: `status`, `headers` (names in lower case), `body`. */
  response: ['response', 'settings'],
  /** A webhook as it arrived: `headers`, `query`, `body`, `raw`, `url`. */
  webhook: ['webhook', 'settings'],
  /** A record inside a webhook. */
  delivered: ['record', 'webhook', 'settings'],
} as const

export type Place = keyof typeof PLACES
