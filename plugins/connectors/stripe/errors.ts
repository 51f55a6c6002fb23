import { refusals, type ErrorRule } from '#kit'

/** https://docs.stripe.com/api/errors and https://docs.stripe.com/rate-limits */
export const errors: ErrorRule[] = [
  ...refusals({
    401: 'Stripe does not accept the key. It may have been rolled or deleted: create a restricted key with read access in the Stripe dashboard and connect again.',
    403: 'The Stripe key has no access to this. Give the restricted key read access to core resources and billing in the Stripe dashboard.',
  }),
  {
    status: [400],
    when: 'response.body.error.code == "resource_missing"',
    then: 'restart',
    say: 'The object where the last sync stopped no longer exists, so it starts again.',
  },
  ...refusals({
    429: 'Stripe has limited the number of requests. The sync retries automatically.',
  }),
  { status: [409], then: 'retry' },
]
