import type { ErrorRule } from '#kit'

/** https://docs.stripe.com/api/errors and https://docs.stripe.com/rate-limits */
export const errors: ErrorRule[] = [
  {
    status: [401],
    then: 'reconnect',
    say: 'Stripe does not accept the key. It may have been rolled or deleted: create a restricted key with read access in the Stripe dashboard and connect again.',
  },
  {
    status: [403],
    then: 'fail',
    kind: 'authorization',
    say: 'The Stripe key has no access to this. Give the restricted key read access to core resources and billing in the Stripe dashboard.',
  },
  {
    status: [400],
    when: 'response.body.error.code == "resource_missing"',
    then: 'restart',
    say: 'The object where the last sync stopped no longer exists, so it starts again.',
  },
  {
    status: [429],
    then: 'rateLimited',
    say: 'Stripe has limited the number of requests. The sync retries automatically.',
  },
  { status: [409], then: 'retry' },
]
