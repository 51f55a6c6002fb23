import { test } from '@japa/runner'
import { generateBusiness } from '#sandbox'
import { EMULATOR_NOW, givenEmulator, givenGoogleAds } from '#tests/support/emulator'

const EUROPE = '4115550101'
const RANGE = "segments.date BETWEEN '2026-10-01' AND '2026-10-31'"

// Shapes follow https://developers.google.com/google-ads/api/rest/common/search and /rest/design/errors.
test.group('Google Ads emulator', (group) => {
  let emulator: Awaited<ReturnType<typeof givenEmulator>>
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('lists the customers that the person can reach', async ({ assert }) => {
    const google = await givenGoogleAds(emulator)

    const { status, body } = await google.list()

    assert.equal(status, 200)
    assert.deepEqual(body, {
      resourceNames: ['customers/4115550101', 'customers/4115550202', 'customers/4115550000'],
    })
  })

  test('writes integers as text, leaves out what has no value, and names every resource', async ({
    assert,
  }) => {
    const google = await givenGoogleAds(emulator)

    const { body } = await google.search(
      EUROPE,
      `SELECT campaign.id, ad_group_ad.ad.name, metrics.cost_micros, metrics.conversions, segments.date
       FROM ad_group_ad WHERE segments.date = '2026-10-01' ORDER BY metrics.cost_micros DESC LIMIT 1`
    )

    const [row] = body.results
    assert.match(row.metrics.costMicros, /^\d+0000$/)
    assert.isNumber(row.metrics.conversions)
    assert.equal(row.segments.date, '2026-10-01')
    assert.equal(row.campaign.resourceName, `customers/${EUROPE}/campaigns/${row.campaign.id}`)
    assert.notProperty(row.adGroupAd.ad, 'name')
    assert.equal(
      body.fieldMask,
      'campaign.id,adGroupAd.ad.name,metrics.costMicros,metrics.conversions,segments.date'
    )
  })

  test('an answer without rows has no results at all', async ({ assert }) => {
    const google = await givenGoogleAds(emulator)

    const { body } = await google.search(
      EUROPE,
      'SELECT campaign.id FROM campaign WHERE campaign.id = 1'
    )

    assert.deepEqual(body, { fieldMask: 'campaign.id', queryResourceConsumption: '96' })
  })

  test('the account’s total equals the sum of its ads, and the business itself', async ({
    assert,
  }) => {
    const google = await givenGoogleAds(emulator)
    const numbers = 'metrics.clicks, metrics.cost_micros, metrics.conversions'
    const add = (rows: { metrics: Record<string, string | number> }[], field: string) =>
      rows.reduce((sum, { metrics }) => sum + Number(metrics[field] ?? 0), 0)

    const total = await google.search(EUROPE, `SELECT ${numbers} FROM customer WHERE ${RANGE}`)
    const ads = await google.search(
      EUROPE,
      `SELECT ad_group_ad.ad.id, segments.date, segments.device, ${numbers} FROM ad_group_ad WHERE ${RANGE}`
    )

    const truth = generateBusiness({ now: EMULATOR_NOW })
      .reportAds(EUROPE, EMULATOR_NOW)
      .filter(({ day }) => day.startsWith('2026-10'))
    assert.lengthOf(total.body.results, 1)
    for (const field of ['clicks', 'costMicros', 'conversions'] as const) {
      const expected = truth.reduce((sum, row) => sum + row[field], 0)
      assert.equal(add(total.body.results, field), expected)
      assert.equal(add(ads.body.results, field), expected)
    }
  })

  test('pages carry a token until the last one, and a made-up token is refused', async ({
    assert,
  }) => {
    const paged = await givenEmulator({ pageSize: 3 })
    const google = await givenGoogleAds(paged)
    const query = 'SELECT campaign.id FROM campaign'

    const ids: string[] = []
    let pageToken: string | undefined
    do {
      const { body } = await google.search(EUROPE, { query, ...(pageToken ? { pageToken } : {}) })
      ids.push(...body.results.map(({ campaign }: { campaign: { id: string } }) => campaign.id))
      pageToken = body.nextPageToken
    } while (pageToken)
    const refused = await google.search(EUROPE, { query, pageToken: 'made-up' })
    await paged.stop()

    assert.lengthOf(new Set(ids), 8)
    assert.lengthOf(ids, 8)
    assert.deepEqual(refused.body.error.details[0].errors[0].errorCode, {
      requestError: 'INVALID_PAGE_TOKEN',
    })
  })

  test('a query that is wrong is refused with the documented code: {query}')
    .with([
      { query: 'SELECT campaign.nam FROM campaign', code: 'UNRECOGNIZED_FIELD' },
      { query: 'SELECT campaign.id FROM campaigns', code: 'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE' },
      {
        query: 'SELECT ad_group.id FROM campaign',
        code: 'PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE',
      },
      { query: 'SELECT campaign.id campaign', code: 'EXPECTED_FROM' },
      { query: 'SELECT campaign.id FROM campaign LIMIT 0', code: 'BAD_LIMIT_VALUE' },
      { query: 'SELECT campaign.id FROM', code: 'UNEXPECTED_END_OF_QUERY' },
    ])
    .run(async ({ assert }, { query, code }) => {
      const google = await givenGoogleAds(emulator)

      const { status, body } = await google.search(EUROPE, query)

      assert.equal(status, 400)
      assert.equal(body.error.status, 'INVALID_ARGUMENT')
      assert.equal(
        body.error.details[0]['@type'],
        'type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure'
      )
      assert.deepEqual(body.error.details[0].errors[0].errorCode, { queryError: code })
    })

  test('asking for another page size is refused', async ({ assert }) => {
    const google = await givenGoogleAds(emulator)

    const { body } = await google.search(EUROPE, {
      query: 'SELECT campaign.id FROM campaign',
      pageSize: 100,
    })

    assert.deepEqual(body.error.details[0].errors[0].errorCode, {
      requestError: 'PAGE_SIZE_NOT_SUPPORTED',
    })
  })

  test('a client account is reached through its manager only when the header names the manager', async ({
    assert,
  }) => {
    const google = await givenGoogleAds(emulator, 'agency@lighthouse.example')
    const query = 'SELECT customer.id, customer.currency_code, customer.time_zone FROM customer'

    const bare = await google.search(EUROPE, query)
    const through = await google.search(EUROPE, query, { 'login-customer-id': '4115550000' })

    assert.equal(bare.status, 403)
    assert.deepEqual(bare.body.error.details[0].errors[0].errorCode, {
      authorizationError: 'USER_PERMISSION_DENIED',
    })
    assert.deepEqual(through.body.results[0].customer, {
      resourceName: `customers/${EUROPE}`,
      id: EUROPE,
      currencyCode: 'EUR',
      timeZone: 'Europe/Amsterdam',
    })
  })

  test('a wrong developer token and a foreign access token are refused', async ({ assert }) => {
    const google = await givenGoogleAds(emulator)
    const query = 'SELECT customer.id FROM customer'

    const developer = await google.search(EUROPE, query, { 'developer-token': 'other' })
    const access = await google.search(EUROPE, query, { authorization: 'Bearer ya29.other' })

    assert.deepEqual(developer.body.error.details[0].errors[0].errorCode, {
      authenticationError: 'DEVELOPER_TOKEN_INVALID',
    })
    assert.deepEqual([access.status, access.body.error.status], [401, 'UNAUTHENTICATED'])
  })

  test('a stream is an array of chunks, and so is its failure', async ({ assert }) => {
    const google = await givenGoogleAds(emulator)

    const good = await google.stream(EUROPE, 'SELECT campaign.id FROM campaign')
    const bad = await google.stream('1', 'SELECT campaign.id FROM campaign')

    assert.lengthOf(good.body[0].results, 8)
    assert.equal(bad.status, 403)
    assert.equal(bad.body[0].error.status, 'PERMISSION_DENIED')
  })
})
