import type { ErrorRule } from '#kit'
import { GRAPH_ERRORS } from '../../vendors/meta/graph.js'

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
    when: 'response.body.error.code == 10 || (response.body.error.code >= 200 && response.body.error.code <= 299) || (response.body.error.code == 100 && response.body.error.error_subcode == 33)',
    then: 'fail',
    kind: 'authorization',
    say: 'Meta refuses to show this ad account to the connected person. Request access in Meta Business Suite, then connect again.',
  },
  ...GRAPH_ERRORS,
]
