import type { ErrorRule } from '#kit'

/** Where the numbers of errors stand: https://learn.microsoft.com/en-us/advertising/reporting-service/apifaultdetail and adapifaultdetail. */
const code = (...codes: number[]) =>
  ['Errors', 'OperationErrors', 'BatchErrors']
    .map((list) => `response.body.${list}.exists(error, error.Code in [${codes.join(', ')}])`)
    .join(' || ')

const REFUSED =
  'Microsoft refuses to show this ad account to the connected person. Request access in Microsoft Advertising, or connect another person.'

/** https://learn.microsoft.com/en-us/advertising/guides/operation-error-codes */
export const errors: ErrorRule[] = [
  {
    when: code(109),
    then: 'refreshAuth',
    say: 'The access to Microsoft Ads has expired. It is renewed automatically.',
  },
  {
    when: code(105),
    then: 'reconnect',
    say: 'Microsoft does not accept this access any more: it was removed, the password was changed, or the developer token of this installation is wrong. Connect again; if that does not help, the operator has to check the token.',
  },
  { when: code(106, 2003), then: 'fail', kind: 'authorization', say: REFUSED },
  {
    when: code(117),
    then: 'rateLimited',
    say: 'Microsoft has limited the number of requests. The sync retries automatically.',
  },
  {
    when: code(207),
    then: 'rateLimited',
    wait: 'coalesce(response.headers["retry-after"], 60)',
    say: 'Microsoft prepares as many reports for this person as it does at a time. The sync continues when they are ready.',
  },
  { when: code(0), then: 'retry' },
  { status: [403], then: 'fail', kind: 'authorization', say: REFUSED },
]
