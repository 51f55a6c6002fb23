import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { openVendorSession, VendorFailure } from '#connections'
import { newId } from '#foundation'
import { demandSentence } from '#sandbox/conformance/verdict'
import { RecordedVendor, type Answer } from '#tests/support/recorded_vendor'
import { givenEmulator, givenSandboxSource, restore } from '#tests/support/sandbox_sources'
import { JumpingClock } from '#tests/support/vendor_clock'

const RECORDED = join(process.env.REFERENCE_DATA ?? app.makePath('../shared/data'), 'vendors')
const NOW = new Date('2026-11-20T09:00:00Z')
const WINDOW = { from: '2026-11-01', to: '2026-11-07' }

const read = (name: string) => JSON.parse(readFileSync(join(RECORDED, name), 'utf8'))

/** https://docs.stripe.com/api/errors: which status a type of error comes with. */
const STRIPE_STATUS: Record<string, number> = {
  card_error: 402,
  invalid_request_error: 400,
  api_error: 500,
  authentication_error: 401,
  rate_limit_error: 429,
}

interface Expectation {
  kind: string
  action: string
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
      for await (const page of session.pages(stream, { account, window: WINDOW })) {
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

const STRIPE_EXPECTED: Record<string, Expectation> = {
  card_error: { kind: 'permanent', action: 'fail' },
  invalid_request_error: { kind: 'permanent', action: 'fail' },
  api_error: { kind: 'temporary', action: 'retry' },
  authentication_error: { kind: 'authorization', action: 'reconnect' },
  rate_limit_error: { kind: 'temporary', action: 'rateLimited' },
}

interface StripeAnswer {
  error?: { type: string }
}

function stripeFailures() {
  const file = 'stripe/active_merchant_stripe_payment_intents_responses.json'
  if (!existsSync(join(RECORDED, file))) {
    return []
  }
  const recorded = Object.entries<StripeAnswer>(read(file).responses).flatMap(([name, body]) =>
    body.error ? [{ name, type: body.error.type, body }] : []
  )
  const documented = ['authentication_error', 'rate_limit_error'].map((type) => ({
    name: `documented ${type}`,
    type,
    body: { error: { type, message: 'As documented.' } },
  }))
  return [...recorded, ...documented]
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

const GOOGLE: { name: string; answer: Answer; expected: Expectation }[] = [
  {
    name: '403 PERMISSION_DENIED wrapped in an array',
    answer: { status: 403, body: [google(403, 'PERMISSION_DENIED')] },
    expected: { kind: 'authorization', action: 'reconnect' },
  },
  {
    name: '403 USER_PERMISSION_DENIED in an array',
    answer: {
      status: 403,
      body: [google(403, 'PERMISSION_DENIED', { authorizationError: 'USER_PERMISSION_DENIED' })],
    },
    expected: { kind: 'authorization', action: 'reconnect' },
  },
  {
    name: '403 CUSTOMER_NOT_ENABLED',
    answer: {
      status: 403,
      body: google(403, 'PERMISSION_DENIED', { authorizationError: 'CUSTOMER_NOT_ENABLED' }),
    },
    expected: { kind: 'permanent', action: 'skip' },
  },
  {
    name: '403 DEVELOPER_TOKEN_NOT_APPROVED',
    answer: {
      status: 403,
      body: google(403, 'PERMISSION_DENIED', {
        authorizationError: 'DEVELOPER_TOKEN_NOT_APPROVED',
      }),
    },
    expected: { kind: 'configuration', action: 'fail' },
  },
  {
    name: '401 UNAUTHENTICATED',
    answer: { status: 401, body: google(401, 'UNAUTHENTICATED') },
    expected: { kind: 'authorization', action: 'reconnect' },
  },
  {
    name: '429 RESOURCE_EXHAUSTED',
    answer: {
      status: 429,
      body: google(429, 'RESOURCE_EXHAUSTED', { quotaError: 'RESOURCE_EXHAUSTED' }),
    },
    expected: { kind: 'temporary', action: 'rateLimited' },
  },
  {
    name: '400 UNSUPPORTED_VERSION',
    answer: {
      status: 400,
      body: google(400, 'INVALID_ARGUMENT', { requestError: 'UNSUPPORTED_VERSION' }),
    },
    expected: { kind: 'permanent', action: 'fail' },
  },
  {
    name: '400 a query that is refused',
    answer: {
      status: 400,
      body: [google(400, 'INVALID_ARGUMENT', { queryError: 'UNRECOGNIZED_FIELD' })],
    },
    expected: { kind: 'permanent', action: 'fail' },
  },
  {
    name: '500 INTERNAL',
    answer: { status: 500, body: google(500, 'INTERNAL', { internalError: 'INTERNAL_ERROR' }) },
    expected: { kind: 'temporary', action: 'retry' },
  },
  {
    name: 'an error inside a 200',
    answer: { status: 200, body: [google(403, 'PERMISSION_DENIED')] },
    expected: { kind: 'temporary', action: 'retry' },
  },
]

test.group('Recorded answers of vendors', (group) => {
  group.tap((each) =>
    each.skip(!existsSync(RECORDED), 'The recorded answers are not beside this checkout')
  )
  group.setup(async () => {
    const emulator = await givenEmulator({ now: NOW })
    return () => emulator.stop()
  })

  test('Stripe, {name}: the right failure, in a sentence')
    .with(stripeFailures())
    .run(async ({ assert }, { type, body }) => {
      const { failure, records } = await replay('stripe/payments', {
        status: STRIPE_STATUS[type],
        body,
      })

      assert.lengthOf(records, 0)
      assert.deepInclude({ ...failure }, STRIPE_EXPECTED[type])
      demandSentence(failure!.message)
    })

  test('Google Ads, {name}: the right failure, in a sentence')
    .with(GOOGLE)
    .run(async ({ assert }, { answer, expected }) => {
      const { failure, records } = await replay('google/ads', answer)

      assert.lengthOf(records, 0)
      assert.deepInclude({ ...failure }, expected)
      demandSentence(failure!.message)
    })

  test('Google Ads, {$self}: rows map without an exception')
    .with(['search-google-ads', 'search-stream-google-ads', 'campaigns'])
    .run(async ({ assert }, name) => {
      const [{ status, response }] = read(`google-ads/recorded_nango/${name}.json`).exchanges
      // A stream of chunks holds the same rows as the pages that we ask for.
      const body = Array.isArray(response) ? response[0] : response
      const { failure, records, mapped } = await replay('google/ads', { status, body }, 'campaigns')

      assert.isUndefined(failure)
      assert.isAbove(records.length, 0)
      assert.deepEqual(mapped.rejected, [])
    })

  test('Google Ads, a stream of chunks where a page was asked for is no silent zero', async ({
    assert,
  }) => {
    const [{ status, response }] = read(
      'google-ads/recorded_nango/search-stream-google-ads.json'
    ).exchanges
    const { failure } = await replay('google/ads', { status, body: response }, 'campaigns')

    assert.equal(failure?.code, 'E_VENDOR_SHAPE')
  })

  test('Stripe, recorded {file}: objects map without an exception')
    .with([
      { file: 'list-customers', stream: 'customers' },
      { file: 'customers', stream: 'customers' },
      { file: 'list-refunds', stream: 'refunds' },
      { file: 'refunds', stream: 'refunds' },
      { file: 'list-subscriptions', stream: 'subscriptions' },
      { file: 'subscriptions', stream: 'subscriptions' },
    ])
    .run(async ({ assert }, { file, stream }) => {
      const [{ status, response }] = read(`stripe/recorded_nango/${file}.json`).exchanges
      const body = { ...response, has_more: false }
      const { failure, records, mapped } = await replay('stripe/payments', { status, body }, stream)

      assert.isUndefined(failure)
      assert.isAbove(records.length, 0)
      assert.deepEqual(mapped.rejected, [])
    })
})
