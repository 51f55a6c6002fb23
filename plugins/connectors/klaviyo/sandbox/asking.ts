import type { WireConditions } from '#kit'

/** One account has one currency: this one is the European shop's. */
export const OURS = { currency: 'EUR' }

/** https://developers.klaviyo.com/en/docs/filtering_ : one `operator(field,value)` or several, joined by commas. */
export const filter = (of: Record<string, string>, at = 'filter'): WireConditions => ({
  at,
  text: String.raw`/(?<operator>[a-z-]+)\((?<field>[\w.]+),\s*["']?(?<value>[^)"']*)["']?\)/`,
  operators: {
    'equals': 'is',
    'any': 'in',
    'greater-than': 'after',
    'greater-or-equal': 'since',
    'less-than': 'before',
    'less-or-equal': 'until',
  },
  of,
})

/** What the vendor tells of its limits, which each endpoint has of its own. */
export const limited = (limit: string) => ({
  'ratelimit-limit': limit,
  'ratelimit-remaining': '9',
  'ratelimit-reset': '0',
})
