import { refusals, type ErrorRule } from '#kit'

/** https://business-api.tiktok.com/portal/docs?id=1737172488964097: TikTok answers 200 and says in `code` what is wrong. */
export const errors: ErrorRule[] = [
  {
    when: 'response.body.code in [40102, 40104, 40105]',
    then: 'reconnect',
    say: 'TikTok does not accept this access any more. It may have been removed in TikTok for Business. Connect again.',
  },
  {
    when: 'response.body.code == 40001',
    then: 'fail',
    kind: 'authorization',
    say: 'TikTok refuses to show this ad account to the connected person, or the app lacks the permission for reports. Request access in TikTok Business Center, then connect again.',
  },
  {
    when: 'response.body.code in [40100, 40133]',
    then: 'rateLimited',
    say: 'TikTok has limited the number of requests. The sync retries automatically.',
  },
  ...refusals({
    429: 'TikTok has limited the number of requests. The sync retries automatically.',
  }),
  { when: 'response.body.code in [40700, 50000, 50002, 51305]', then: 'retry' },
]
