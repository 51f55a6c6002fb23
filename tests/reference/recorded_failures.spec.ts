import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { openVendorSession } from '#connections'
import { VendorFailure } from '#reading'
import { newId } from '#foundation'
import { demandSentence } from '#sandbox/conformance/verdict'
import { RecordedVendor, type Answer } from '#tests/support/recorded_vendor'
import { referencePath } from '#tests/support/reference_tables'
import { givenEmulator, givenSandboxSource, restore } from '#tests/support/sandbox_sources'
import { JumpingClock } from '#tests/support/vendor_clock'

const NOW = new Date('2026-11-20T09:00:00Z')
const WINDOW = { from: '2026-11-01', to: '2026-11-07' }

const read = (name: string) => JSON.parse(readFileSync(referencePath('vendors', name), 'utf8'))

/** https://docs.stripe.com/api/errors: which status a type of error comes with. */
const STRIPE_STATUS: Record<string, number> = {
  card_error: 402,
  invalid_request_error: 400,
  api_error: 500,
  authentication_error: 401,
  rate_limit_error: 429,
}

const VENDORS = {
  'stripe/payments': { host: 'api.stripe.com', stream: 'charges' },
  'google/ads': { host: 'googleads.googleapis.com', stream: 'campaign_performance' },
}

type Plugin = keyof typeof VENDORS

/** Connects to the emulator, and then lets the vendor say what was recorded. */
async function replay(pluginId: Plugin, answer: Answer, stream = VENDORS[pluginId].stream) {
  const vendor = new RecordedVendor(VENDORS[pluginId].host)
  vendor.answer = answer
  const url = await vendor.listen()
  const before = process.env.SANDBOX_URL
  try {
    const clock = new JumpingClock(NOW)
    const { organization, connection } = await givenSandboxSource({ pluginId, clock })
    const options = { correlationId: newId(), clock }
    const session = await openVendorSession(organization, connection.id, options)
    process.env.SANDBOX_URL = url
    const records: unknown[] = []
    const account = session.accounts[0]
    const failure = await failureOf(async () => {
      const wanted = { stream: session.connector.streams.get(stream)!, account }
      const slice = { window: WINDOW, today: '2026-11-20' }
      for await (const page of session.read(wanted, slice)) {
        records.push(...page.records)
      }
    })
    const scope = { account, settings: {}, today: '2026-11-20' }
    const mapped = session.connector.streams.get(stream)!.mapPage(records, scope)
    return { failure, records, mapped }
  } finally {
    restore('SANDBOX_URL', before)
    vendor.close()
  }
}

/** A failure that connections sorted; anything else is thrown. */
async function failureOf(work: () => Promise<void>): Promise<VendorFailure | undefined> {
  try {
    await work()
  } catch (error) {
    if (error instanceof VendorFailure) {
      return error
    }
    throw error
  }
  return undefined
}

/** What connections make of a failure: its kind, and what happens next. */
const FAIL = { kind: 'permanent', action: 'fail' }
const SKIP = { kind: 'permanent', action: 'skip' }
const MISCONFIGURED = { kind: 'configuration', action: 'fail' }
const RECONNECT = { kind: 'authorization', action: 'reconnect' }
const RETRY = { kind: 'temporary', action: 'retry' }
const RATE_LIMITED = { kind: 'temporary', action: 'rateLimited' }

const STRIPE_EXPECTED: Record<string, object> = {
  card_error: FAIL,
  invalid_request_error: FAIL,
  api_error: RETRY,
  authentication_error: RECONNECT,
  rate_limit_error: RATE_LIMITED,
}

interface StripeAnswer {
  error?: { type: string }
}

function stripeFailures() {
  const file = 'stripe/active_merchant_stripe_payment_intents_responses.json'
  const failures = Object.entries<StripeAnswer>(read(file).responses).flatMap(([name, body]) =>
    body.error ? [{ name, type: body.error.type, body }] : []
  )
  const documented = ['authentication_error', 'rate_limit_error'].map((type) => ({
    name: `documented ${type}`,
    type,
    body: { error: { type, message: 'As documented.' } },
  }))
  return [...failures, ...documented]
}

/** The error bodies of the Google Ads API: `google.rpc.Status` with a `GoogleAdsFailure` in its details. */
const google = (code: number, status: string, errorCode?: Record<string, string>) => ({
  error: {
    code,
    message: 'The caller does not have permission',
    status,
    details: errorCode && [
      {
        '@type': 'type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure',
        'errors': [{ errorCode, message: 'As Google says it.' }],
        'requestId': 'AzGpOCwVz3KnmPjE2oZc-w',
      },
    ],
  },
})

const NO_PERMISSION = google(403, 'PERMISSION_DENIED')
const notAuthorized = (authorizationError: string) =>
  google(403, 'PERMISSION_DENIED', { authorizationError })

/** Some of them came wrapped in an array, as a stream of chunks would have them. */
const GOOGLE: { name: string; status: number; body: unknown; expected: object }[] = [
  {
    name: 'PERMISSION_DENIED wrapped in an array',
    ...{ status: 403, body: [NO_PERMISSION], expected: RECONNECT },
  },
  {
    name: 'USER_PERMISSION_DENIED in an array',
    ...{ status: 403, body: [notAuthorized('USER_PERMISSION_DENIED')], expected: RECONNECT },
  },
  {
    name: 'CUSTOMER_NOT_ENABLED',
    ...{ status: 403, body: notAuthorized('CUSTOMER_NOT_ENABLED'), expected: SKIP },
  },
  {
    name: 'DEVELOPER_TOKEN_NOT_APPROVED',
    ...{ status: 403, body: notAuthorized('DEVELOPER_TOKEN_NOT_APPROVED') },
    expected: MISCONFIGURED,
  },
  {
    name: 'UNAUTHENTICATED',
    ...{ status: 401, body: google(401, 'UNAUTHENTICATED'), expected: RECONNECT },
  },
  {
    name: 'RESOURCE_EXHAUSTED',
    status: 429,
    body: google(429, 'RESOURCE_EXHAUSTED', { quotaError: 'RESOURCE_EXHAUSTED' }),
    expected: RATE_LIMITED,
  },
  {
    name: 'UNSUPPORTED_VERSION',
    status: 400,
    body: google(400, 'INVALID_ARGUMENT', { requestError: 'UNSUPPORTED_VERSION' }),
    expected: FAIL,
  },
  {
    name: 'a query that is refused',
    status: 400,
    body: [google(400, 'INVALID_ARGUMENT', { queryError: 'UNRECOGNIZED_FIELD' })],
    expected: FAIL,
  },
  {
    name: 'INTERNAL',
    status: 500,
    body: google(500, 'INTERNAL', { internalError: 'INTERNAL_ERROR' }),
    expected: RETRY,
  },
  { name: 'an error inside a success', status: 200, body: [NO_PERMISSION], expected: RETRY },
]

const RECORDINGS: { plugin: Plugin; file: string; stream: string }[] = [
  ...['search-google-ads', 'search-stream-google-ads', 'campaigns'].map((name) => ({
    ...{ plugin: 'google/ads' as const, file: `google-ads/${name}`, stream: 'campaigns' },
  })),
  ...['customers', 'refunds', 'subscriptions'].flatMap((stream) =>
    [stream, `list-${stream}`].map((name) => ({
      ...{ plugin: 'stripe/payments' as const, file: `stripe/${name}`, stream },
    }))
  ),
]

interface Exchange {
  status: number
  response: object | object[]
}

function recorded(file: string): Exchange {
  const [vendor, name] = file.split('/')
  return read(`${vendor}/recorded_nango/${name}.json`).exchanges[0]
}

/** A stream of chunks holds the same rows as the pages that we ask for, and no recording has a second page. */
const onePage = (response: object | object[]) =>
  Array.isArray(response) ? response[0] : { ...response, has_more: false }

test.group('Recorded answers of vendors', (group) => {
  group.setup(async () => {
    const emulator = await givenEmulator({ now: NOW })
    return () => emulator.stop()
  })

  test('Stripe, {name}: the right failure, in a sentence')
    .with(stripeFailures)
    .run(async ({ assert }, { type, body }) => {
      const { failure, records } = await replay('stripe/payments', {
        status: STRIPE_STATUS[type],
        body,
      })

      assert.lengthOf(records, 0)
      assert.deepInclude({ ...failure }, STRIPE_EXPECTED[type])
      demandSentence(failure!.message)
    })

  test('Google Ads, {status} {name}: the right failure, in a sentence')
    .with(GOOGLE)
    .run(async ({ assert }, { status, body, expected }) => {
      const { failure, records } = await replay('google/ads', { status, body })

      assert.lengthOf(records, 0)
      assert.deepInclude({ ...failure }, expected)
      demandSentence(failure!.message)
    })

  test('{plugin}, recorded {file}: everything in it maps without an exception')
    .with(RECORDINGS)
    .run(async ({ assert }, { plugin, file, stream }) => {
      const { status, response } = recorded(file)
      const { failure, records, mapped } = await replay(
        plugin,
        { status, body: onePage(response) },
        stream
      )

      assert.isUndefined(failure)
      assert.isAbove(records.length, 0)
      assert.deepEqual(mapped.rejected, [])
    })

  test('Google Ads, a stream of chunks where a page was asked for is no silent zero', async ({
    assert,
  }) => {
    const { status, response } = recorded('google-ads/search-stream-google-ads')
    const { failure } = await replay('google/ads', { status, body: response }, 'campaigns')

    assert.equal(failure?.code, 'E_VENDOR_SHAPE')
  })
})
