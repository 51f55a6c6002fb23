import { refusals, type ErrorRule } from '#kit'

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes */
export const errors: ErrorRule[] = [
  {
    status: [401],
    then: 'refreshAuth',
    say: 'QuickBooks does not accept this access any more. It was disconnected, or has not been used for 100 days. Connect again.',
  },
  ...refusals({
    403: 'QuickBooks refuses access to this company. It may have been disconnected, its subscription has ended, or the environment of the source is the wrong one. Connect again as an administrator of the company.',
    429: 'QuickBooks has limited the number of requests for this company. The sync retries automatically.',
  }),
]
