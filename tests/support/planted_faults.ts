import type { NewSource } from '#authoring/scaffold/choices'
import type { Edit } from '#tests/support/authored'

export interface Planted {
  rule: string
  /** What the author did wrong. */
  fault: string
  source?: Partial<NewSource>
  /** A bundled plugin to spoil instead of a new one. */
  copyOf?: string
  /** Where the fault is in the id itself. */
  id?: string
  edits: Edit[]
}

const REFUSED: Edit = ['plugin.ts', 'status: [403]', 'status: [401, 403]']

const giveUpOn = (status: number): Edit => [
  'plugin.ts',
  'errors: [',
  `errors: [{ status: [${status}], then: 'fail', kind: 'permanent', say: 'Acme Ads is busy. Try again later.' },`,
]

const skipOn = (status: number): Edit => [
  'plugin.ts',
  'errors: [',
  `errors: [{ status: [${status}], then: 'empty' },`,
]

/** One bad plugin for each rule that a plugin can break, made from a new source by a small edit. */
export const PLANTED: Planted[] = [
  {
    rule: 'the manifest is sound',
    fault: 'a metric that is not in the catalogue',
    edits: [['plugin.ts', "spend: 'micros", "costs: 'micros"]],
  },
  {
    rule: 'the README has its sections',
    fault: 'a heading is missing',
    edits: [['README.md', '## Numbers', 'Numbers']],
  },
  {
    rule: 'the CHANGELOG speaks of this version',
    fault: 'another version',
    edits: [['CHANGELOG.md', '## 1.0.0', '## 0.9.0']],
  },
  {
    rule: 'the icon is a plain picture',
    fault: 'a script',
    edits: [['icon.svg', '</svg>', '<script>alert(1)</script></svg>']],
  },
  {
    rule: 'every text is there',
    fault: 'a failure without a sentence',
    edits: [['plugin.ts', /say:\s+'[^']+',/, '']],
  },
  {
    rule: 'shared code is of its own vendor family',
    fault: 'what another vendor shares',
    edits: [
      [
        'plugin.ts',
        "from '#kit'\n",
        "from '#kit'\nimport type {} from '../../vendors/google/consent.js'\n",
      ],
    ],
  },
  {
    rule: 'the folder fits the id',
    fault: 'another id',
    id: 'other/shop',
    edits: [['plugin.ts', "id: 'acme/ads'", "id: 'other/shop'"]],
  },
  {
    rule: 'good credentials connect and name their accounts',
    fault: 'accounts are looked for in the wrong place',
    edits: [['plugin.ts', "records: 'accounts'", "records: 'items'"]],
  },
  {
    rule: 'bad credentials connect nothing, and the person reads why',
    fault: 'what the person enters is not sent',
    edits: [['plugin.ts', '{credentials.apiKey}', 'opens-the-sandbox-and-nothing-else']],
  },
  {
    rule: 'credentials that the vendor withdraws ask for a reconnect',
    fault: 'a refusal is called temporary',
    edits: [
      [
        'plugin.ts',
        'errors: [',
        "errors: [{ status: [401], then: 'fail', kind: 'temporary', say: 'Acme Ads is busy. Try again later.' },",
      ],
    ],
  },
  {
    rule: 'an access token that ends in the middle of a reading is renewed once, without loss',
    fault: 'an ended token is taken for a missing right',
    source: { auth: 'oauth2' },
    edits: [REFUSED],
  },
  {
    rule: 'two readers that need a new token at once make one call',
    fault: 'an ended token is taken for a missing right',
    source: { auth: 'oauth2' },
    edits: [REFUSED],
  },
  ...(
    [
      ['too_many_requests', 429],
      ['server_error', 500],
      ['unavailable', 503],
      ['request_timeout', 408],
    ] as const
  ).flatMap(([kind, status]): Planted[] => [
    {
      rule: `${kind} once: reading continues without loss`,
      fault: `${status} is final`,
      edits: [giveUpOn(status)],
    },
    {
      rule: `${kind} again and again ends in a sentence`,
      fault: `${status} counts as an empty list`,
      edits: [skipOn(status)],
    },
  ]),
  {
    rule: 'forbidden again and again ends in a sentence',
    fault: '403 counts as an empty list',
    edits: [
      [
        'plugin.ts',
        /status: \[403\],\s+then: 'fail',\s+kind: 'authorization',\s+say:\s+'[^']+',/,
        "status: [403], then: 'empty',",
      ],
    ],
  },
  {
    rule: 'Retry-After is kept to the second',
    fault: 'asked again at once',
    edits: [
      [
        'plugin.ts',
        'errors: [',
        "errors: [{ status: [429], then: 'rateLimited', wait: '\"1s\"' },",
      ],
    ],
  },
  {
    rule: 'every record maps, and keys and rows are unique',
    fault: 'a key of campaigns for rows of days',
    edits: [['plugin.ts', "key: 'id'", "key: 'campaign_id'"]],
  },
  {
    rule: 'pages end, and reading resumes from any of them',
    fault: 'a parameter that the vendor does not know',
    edits: [['plugin.ts', "parameter: 'cursor'", "parameter: 'after'"]],
  },
  {
    rule: 'yen have no cents and dinars have three decimals',
    fault: 'yen taken for cents',
    edits: [
      [
        'plugin.ts',
        "spend: 'micros(record.cost)'",
        `spend: 'account.currency == "JPY" ? micros(record.cost) / 100.0 : micros(record.cost)'`,
      ],
    ],
  },
  {
    rule: 'stored sums are those of the sample business',
    fault: 'cents taken for whole units',
    edits: [['sandbox/pages/report.json', '{{spend|decimal}}', '{{spend|minor}}']],
  },
  {
    rule: 'a sync lands whole, and a second one changes nothing',
    fault: 'the day is looked for in the wrong place',
    edits: [['plugin.ts', "date: 'record.date'", "date: 'record.day'"]],
  },
  {
    rule: 'the manifest is sound',
    fault: 'an account named by its key',
    edits: [['plugin.ts', "name: 'record.name'", "name: 'credentials.apiKey'"]],
  },
  {
    rule: 'stored totals are compared with the totals of the vendor',
    fault: 'a total of something else',
    copyOf: 'tiktok_ads',
    edits: [
      [
        'streams.ts',
        'metrics: METRICS,\n      currency',
        "metrics: { ...METRICS, spend: 'micros(record.metrics.clicks)' },\n      currency",
      ],
    ],
  },
  {
    rule: 'deliveries are taken, and each lands or is ignored with a reason',
    fault: 'a day that is none',
    copyOf: 'mpesa',
    edits: [['plugin.ts', "inNairobi('record.TransTime')", "inNairobi('record.TransID')"]],
  },
  {
    rule: 'a delivery with a bad signature is refused',
    fault: 'the address alone is the proof',
    copyOf: 'incoming_webhooks',
    edits: [['plugin.ts', /verify: \[[\s\S]+?\n {8}\],/, "verify: { kind: 'address' },"]],
  },
  {
    rule: 'a delivery that comes twice counts once',
    fault: 'an id that all deliveries share',
    copyOf: 'mpesa',
    edits: [
      [
        'plugin.ts',
        'id: `coalesce(webhook.body.TransID, ${EXPRESS}.CheckoutRequestID)`',
        'id: \'"one"\'',
      ],
    ],
  },
  {
    rule: 'a delivery from last year is refused',
    fault: 'nothing says when it was sent',
    copyOf: 'mpesa',
    edits: [['plugin.ts', /at: inNairobi\([\s\S]+?\),\n/, '']],
  },
  {
    rule: 'an unknown event is ignored and counted',
    fault: 'whatever comes is taken for a payment',
    copyOf: 'mpesa',
    edits: [['plugin.ts', "when: 'webhook.body.TransID != null'", "when: 'true'"]],
  },
]

/** Rules about what the reader, the transport and the rows do: no manifest can say otherwise. Their own specs hold them. */
export const HELD_BY_THE_CORE = [
  // Of deliveries about one thing the newest counts in any order; a plugin can break it for a tie only, which is chance.
  'deliveries in another order end in the same numbers',
  'connection_reset once: reading continues without loss',
  'truncated once: reading continues without loss',
  'html_page once: reading continues without loss',
  'empty_body once: reading continues without loss',
  'reordered_page once: reading continues without loss',
  'connection_reset again and again ends in a sentence',
  'truncated again and again ends in a sentence',
  'html_page again and again ends in a sentence',
  'empty_body again and again ends in a sentence',
  'error_in_success again and again ends in a sentence',
  'repeated_token: the list ends, in a sentence',
  'endless_pages: the list ends, in a sentence',
  'lying_more: the list ends, in a sentence',
  'a vendor that hangs is given up on',
  'wrong types and NaN are rejected with a reason, or do no harm',
  'a number of the year 9999 is not stored',
  'no secret reaches a log, a sentence, a row or a job',
  'only hosts that the plugin asked for are called',
]
