const SIGNATURE = [
  'account',
  'parent',
  'settings',
  'credentials',
  'client',
  'window',
  'token',
] as const

/** The variables that expressions see, by place. */
export const PLACES = {
  /** Mapping of one record. */
  record: ['record', 'account', 'settings'],
  /** Listing of the vendor's accounts. */
  account: ['record', 'parent', 'settings', 'token'],
  /** Templates of calls. */
  request: [
    'account',
    'parent',
    'settings',
    'client',
    'window',
    'token',
    'report',
    'webhook',
    'notification',
  ],
  /** What signs a request: the only place that sees credentials. */
  signature: SIGNATURE,
  /** What a signature is made over: the request as it goes out. `signature` is known where the signature is put. */
  signing: [
    ...SIGNATURE,
    'method',
    'host',
    'path',
    'query',
    'body',
    'timestamp',
    'nonce',
    'sortedParameters',
    'signature',
  ],
  /** An answer: `status`, `headers` (names in lower case), `body`. */
  response: ['response', 'settings'],
  /** Where an answer keeps its records, which may not say themselves which days they are about. */
  listed: ['response', 'settings', 'window'],
  /** A webhook as it arrived: `headers`, `query`, `body`, `raw`, `url`. */
  webhook: ['webhook', 'settings'],
  /** A record inside a webhook. */
  delivered: ['record', 'webhook', 'settings'],
} as const

export type Place = keyof typeof PLACES
