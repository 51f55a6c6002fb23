import type { ErrorRule } from '#kit'

/** https://developers.facebook.com/docs/marketing-api/error-reference: the number of the error counts, not the status. */
export const errors: ErrorRule[] = [
  {
    when: 'response.body.error.code in [102, 190]',
    then: 'reconnect',
    say: 'Meta does not accept this access any more. It has expired, or was removed in the settings of Facebook. Connect again.',
  },
  {
    when: 'response.body.error.code == 100 && response.body.error.error_subcode == 1487534',
    then: 'narrow',
    say: 'Meta cannot answer for so many days at once. The sync asks for a shorter period.',
  },
  {
    when: 'response.body.error.code in [4, 17, 32, 613] || (response.body.error.code >= 80000 && response.body.error.code <= 80014)',
    then: 'rateLimited',
    say: 'Meta has limited the number of requests. The sync retries automatically.',
  },
  {
    status: [429],
    then: 'rateLimited',
    say: 'Meta has limited the number of requests. The sync retries automatically.',
  },
  {
    when: 'response.body.error.code == 10 || (response.body.error.code >= 200 && response.body.error.code <= 299) || (response.body.error.code == 100 && response.body.error.error_subcode == 33)',
    then: 'fail',
    kind: 'authorization',
    say: 'Meta refuses to show this ad account to the connected person. Request access in Meta Business Suite, then connect again.',
  },
  { when: 'response.body.error.code in [1, 2] || response.body.error.is_transient', then: 'retry' },
]
