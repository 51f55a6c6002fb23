import { test } from '@japa/runner'
import type { Fault } from '#sandbox/emulator/faults'
import {
  eachVendor,
  givenFaultyVendors,
  type FaultyVendors,
  type Vendor,
} from '#tests/support/faulty_vendors'

const DAYS = { now: new Date('2026-11-20T09:00:00Z'), backfillFrom: '2026-11-14' }

interface Ending {
  status: 'waiting' | 'failed' | 'partial'
  kind: 'temporary' | 'authorization'
  code: string
  /** What the person reads; `{vendor}` is the vendor's name. */
  says: string
}

const waits = (code: string, says: string): Ending => ({
  status: 'waiting',
  kind: 'temporary',
  code,
  says,
})
const both = (ending: Ending) => ({ googleAds: ending, stripe: ending })
const incomplete = (what: string) =>
  `{vendor} ${what}, so this sync is incomplete. It is retried later.`

/** What comes of a fault that strikes from the second page on and does not go away. */
const LASTING: { kind: Fault['kind']; retryAfterSeconds?: number; ends: Record<Vendor, Ending> }[] =
  [
    {
      kind: 'unauthorized',
      ends: {
        googleAds: {
          status: 'failed',
          kind: 'authorization',
          code: 'E_VENDOR_401',
          says: '{vendor} no longer accepts the connection. Reconnect the source.',
        },
        stripe: {
          status: 'failed',
          kind: 'authorization',
          code: 'E_VENDOR_401',
          says: '{vendor} does not accept the key. It may have been rolled or deleted: create a restricted key with read access in the Stripe dashboard and connect again.',
        },
      },
    },
    {
      kind: 'forbidden',
      ends: {
        googleAds: {
          status: 'failed',
          kind: 'authorization',
          code: 'E_VENDOR_403',
          says: 'The connected Google account no longer has access to this ad account. Request access in Google Ads, or connect another account.',
        },
        // A restricted key may lack one permission: the other lists are read all the same.
        stripe: {
          status: 'partial',
          kind: 'authorization',
          code: 'E_VENDOR_403',
          says: 'charges of acct_1HarborCoffeeBV: The Stripe key has no access to this. Give the restricted key read access to core resources and billing in the Stripe dashboard.',
        },
      },
    },
    {
      kind: 'too_many_requests',
      retryAfterSeconds: 1_200,
      ends: {
        googleAds: waits(
          'E_VENDOR_429',
          'Google has limited the number of requests. The sync retries automatically.'
        ),
        stripe: waits(
          'E_VENDOR_429',
          'Stripe has limited the number of requests. The sync retries automatically.'
        ),
      },
    },
    {
      kind: 'server_error',
      ends: both(
        waits('E_VENDOR_5XX', '{vendor} reports an internal error. The sync retries automatically.')
      ),
    },
    {
      kind: 'hang',
      ends: both(
        waits(
          'E_VENDOR_TIMEOUT',
          '{vendor} did not respond in time. The sync retries automatically.'
        )
      ),
    },
    {
      kind: 'connection_reset',
      ends: both(
        waits(
          'E_VENDOR_UNREACHABLE',
          '{vendor} could not be reached, or the connection broke off. The sync retries automatically.'
        )
      ),
    },
    {
      kind: 'html_page',
      ends: both(
        waits(
          'E_VENDOR_HTML',
          '{vendor} sent a web page instead of data, which usually means maintenance. The sync retries automatically.'
        )
      ),
    },
    {
      kind: 'truncated',
      ends: both(
        waits(
          'E_VENDOR_UNREADABLE',
          '{vendor} sent a response that is incomplete or not JSON. The sync retries automatically.'
        )
      ),
    },
    {
      kind: 'error_in_success',
      ends: both(
        waits(
          'E_VENDOR_SHAPE',
          '{vendor} responded without the requested records, so nothing was stored. The sync retries later.'
        )
      ),
    },
    {
      kind: 'lying_more',
      ends: both(waits('E_PAGE_SHORT', incomplete('announces more records and sends none'))),
    },
    {
      kind: 'endless_pages',
      ends: both(waits('E_PAGE_REPEATED', incomplete('sends the same page again'))),
    },
    {
      kind: 'repeated_token',
      ends: {
        googleAds: waits(
          'E_PAGE_REPEATED',
          incomplete('leads back to a page that was already read')
        ),
        stripe: waits('E_PAGE_REPEATED', incomplete('sends the same page again')),
      },
    },
  ]

test.group('A vendor that goes on misbehaving during a sync', (group) => {
  let vendors: FaultyVendors
  group.setup(async () => {
    vendors = await givenFaultyVendors(DAYS)
    return () => vendors.emulator.stop()
  })

  test('{title}, {kind}: the person reads why, what landed stays, and later all is there')
    .with(eachVendor(LASTING))
    .run(async ({ assert }, { vendor, title, kind, retryAfterSeconds, ends }) => {
      const fault = { kind, retryAfterSeconds, after: 1, times: 500 }
      const source = await vendors.givenSource(vendor, fault)

      const run = await source.sync()
      const landed = await source.facts()
      source.mend()
      const later = await source.recover(run)

      const { status, kind: errorKind, code, says } = ends[vendor]
      assert.deepEqual(
        [run.status, run.error_kind, run.error_code, run.error_message],
        [status, errorKind, code, says.replaceAll('{vendor}', title)]
      )
      assert.isNotEmpty(landed)
      assert.includeMembers(vendors.truthOf(vendor), landed)
      assert.deepInclude(later, { status: 'succeeded', error_message: null })
      assert.deepEqual(await source.facts(), vendors.truthOf(vendor))
    })
})
