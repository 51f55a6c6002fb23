import type { ErrorRule, Page, Quota } from '#kit'

/** The address of the next page carries the token, so the cursor is used instead. */
export const GRAPH_PAGE = {
  by: 'cursor',
  next: 'paging.cursors.after',
  more: 'response.body.paging.next != null',
  parameter: 'after',
  sizeParameter: 'limit',
} as const satisfies Page

const USED = 'first(first(values(parseJson(response.headers["x-business-use-case-usage"]))))'
/** In minutes, and 0 before all of it is used. */
const REGAINED = `${USED}.estimated_time_to_regain_access > 0 ? ${USED}.estimated_time_to_regain_access * 60 : null`

const LIMITED = 'Meta has limited the number of requests. The sync retries automatically.'

/** https://developers.facebook.com/docs/graph-api/guides/error-handling: the number of the error counts, not the status. */
export const GRAPH_ERRORS: ErrorRule[] = [
  {
    when: 'response.body.error.code in [4, 17, 32, 613] || (response.body.error.code >= 80000 && response.body.error.code <= 80014)',
    then: 'rateLimited',
    wait: REGAINED,
    say: LIMITED,
  },
  { status: [429], then: 'rateLimited', say: LIMITED },
  {
    when: 'response.body.error.code == 2635',
    then: 'fail',
    kind: 'configuration',
    say: 'Meta has switched off the version of its API that this source speaks. Update Quarterdeck.',
  },
  { when: 'response.body.error.code in [1, 2] || response.body.error.is_transient', then: 'retry' },
]

/** What a source of pages does besides: a page's own token may be refused, and is listed again then. */
export const PAGE_ERRORS: ErrorRule[] = [
  {
    when: 'response.body.error.code in [102, 190]',
    then: 'refreshAuth',
    say: 'Meta does not accept this access any more. It has expired, or was removed in the settings of Facebook. Connect again.',
  },
  {
    when: 'response.body.error.code == 10 || (response.body.error.code >= 200 && response.body.error.code <= 299) || (response.body.error.code == 100 && response.body.error.error_subcode == 33)',
    then: 'fail',
    kind: 'authorization',
    say: 'Meta refuses to show this to the connected person, who needs access to the insights of the page. Give it in Meta Business Suite, then connect again.',
  },
  ...GRAPH_ERRORS,
]

/** Three shares of what one page may use, in percent: https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2 */
export const PAGE_QUOTA: Quota[] = ['call_count', 'total_cputime', 'total_time'].map((share) => ({
  per: 'account',
  remaining: `100 - ${USED}.${share}`,
  resets: REGAINED,
  keep: 5,
}))
