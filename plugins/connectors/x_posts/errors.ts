import { refusals, type ErrorRule } from '#kit'

const ofType = (type: string) => `response.body.type.endsWith("/${type}")`

/** A good status, and errors instead of what was asked for. */
const instead = (type: string) =>
  `response.body.data == null && response.body.errors.exists(one, one.type.endsWith("/${type}"))`

/** https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
export const errors: ErrorRule[] = [
  {
    status: [401],
    then: 'refreshAuth',
    say: 'X does not accept this access any more: it was withdrawn in the settings of X, or the app was removed. Connect again.',
  },
  {
    when: ofType('usage-capped'),
    then: 'fail',
    kind: 'configuration',
    say: 'The app of this installation has read as many posts as its plan at X allows in this period. Raise the limit in the console of X, or wait for the next period.',
  },
  {
    status: [402],
    then: 'fail',
    kind: 'configuration',
    say: 'The credits of the app of this installation are used up. Buy some in the console of X; the next sync then goes through.',
  },
  {
    status: [403],
    when: ofType('client-forbidden'),
    then: 'fail',
    kind: 'configuration',
    say: 'The plan of the app of this installation does not include these calls. Choose another one in the console of X, and put the app into a project there.',
  },
  ...refusals({
    403: 'X refuses to show this account. It may be suspended or locked. Look at it on X, then connect again.',
    429: 'X has limited the number of requests. The sync retries automatically.',
  }),
  {
    // Only posts whose private numbers X no longer tells.
    status: [200],
    when: instead('not-authorized-for-field'),
    then: 'empty',
    say: 'X tells clicks of the last 30 days only.',
  },
  {
    status: [200],
    when: `${instead('resource-not-found')} || ${instead('not-authorized-for-resource')}`,
    then: 'fail',
    kind: 'authorization',
    say: 'X does not show this account to the connected person. Look whether it still exists on X, then connect again.',
  },
]
