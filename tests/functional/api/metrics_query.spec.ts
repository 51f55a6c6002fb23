import { test } from '@japa/runner'
import limiter from '@adonisjs/limiter/services/main'
import { REQUESTS_PER_MINUTE } from '#organizations/middleware/limit_rate_middleware'
import { givenApiKey } from '#tests/support/api_keys'
import { faultsAgainst } from '#tests/support/api_description'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { signIn } from '#tests/support/sign_in'
import { withTenant } from '#foundation'

const QUESTION = {
  metrics: ['spend', 'ctr', 'orders'],
  breakdowns: ['campaign'],
  range: { from: '2026-05-01', to: '2026-05-31' },
  grain: 'week',
  comparison: 'previous_period',
  currency: 'EUR',
}

async function givenReader() {
  const organization = await givenOrganization()
  await givenRows(organization, {
    slots: ADS_SLOTS,
    facts: [{ day: '2026-05-04', entity: 'Spring', numbers: [12.5, 3, 100] }],
  })
  return { organization, key: await givenApiKey(organization, ['metrics:read']) }
}

test.group('POST /api/v1/metrics/query', () => {
  test('answers as it is described', async ({ client, assert }) => {
    const { key } = await givenReader()

    const response = await client.post('/api/v1/metrics/query').bearerToken(key).json(QUESTION)

    response.assertStatus(200)
    assert.deepEqual(faultsAgainst('MetricResult', response.body()), [])
    assert.deepEqual(response.body().totals.spend, {
      status: 'available',
      value: 12.5,
      unit: 'currency',
      currency: 'EUR',
    })
    assert.deepEqual(response.body().series[0].breakdown, { campaign: 'Spring' })
  })

  test('counts the requests of the key', async ({ client, assert }) => {
    const { key } = await givenReader()
    const ask = () => client.post('/api/v1/metrics/query').bearerToken(key).json(QUESTION)

    const [first, second] = [await ask(), await ask()]

    assert.equal(first.header('ratelimit-policy'), `"default";q=${REQUESTS_PER_MINUTE};w=60`)
    assert.match(first.header('ratelimit')!, new RegExp(`r=${REQUESTS_PER_MINUTE - 1};`))
    assert.match(second.header('ratelimit')!, new RegExp(`r=${REQUESTS_PER_MINUTE - 2};`))
  })

  test('refuses a key that asks too often and says how long to wait', async ({
    client,
    assert,
  }) => {
    const { organization, key } = await givenReader()
    const keyId = await withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query('SELECT id FROM api_keys WHERE organization_id = $1', [
        organization.id,
      ])
      return rows[0].id
    })
    await limiter
      .use({ requests: REQUESTS_PER_MINUTE, duration: 60 })
      .consume(`api_${keyId}`, REQUESTS_PER_MINUTE)

    const response = await client.post('/api/v1/metrics/query').bearerToken(key).json(QUESTION)

    response.assertStatus(429)
    assert.isAbove(Number(response.header('retry-after')), 0)
    assert.deepEqual(faultsAgainst('Problem', response.body()), [])
  })

  test('refuses {code}: {title}')
    .with([
      { code: 'E_VALIDATION', title: 'no metric', question: { ...QUESTION, metrics: [] } },
      { code: 'E_VALIDATION', title: 'a misspelt field', question: { ...QUESTION, breakdown: [] } },
      {
        code: 'E_VALIDATION',
        title: 'an unknown grain',
        question: { ...QUESTION, grain: 'minute' },
      },
      {
        code: 'E_VALIDATION',
        title: 'half a range',
        question: { ...QUESTION, range: { from: '2026-05-01' } },
      },
      {
        code: 'E_VALIDATION',
        title: 'too many breakdowns',
        question: { ...QUESTION, breakdowns: ['a', 'b', 'c', 'd'] },
      },
      { code: 'E_VALIDATION', title: 'not an object', question: [] },
      {
        code: 'E_METRIC_UNKNOWN',
        title: 'an unknown metric',
        question: { ...QUESTION, metrics: ['spent'] },
      },
      {
        code: 'E_DIMENSION_UNKNOWN',
        title: 'an unknown dimension',
        question: { ...QUESTION, breakdowns: ['planet'] },
      },
      {
        code: 'E_BREAKDOWN_NOT_AVAILABLE',
        title: 'a dimension without source',
        question: { ...QUESTION, breakdowns: ['device'] },
      },
      {
        code: 'E_RANGE_INVALID',
        title: 'a day that is none',
        question: { ...QUESTION, range: { from: '2026-02-30', to: '2026-03-01' } },
      },
      {
        code: 'E_TIME_ZONE_UNKNOWN',
        title: 'an unknown zone',
        question: { ...QUESTION, timeZone: 'Mars/Olympus' },
      },
      {
        code: 'E_CURRENCY_UNKNOWN',
        title: 'an unknown currency',
        question: { ...QUESTION, currency: 'ZZZ' },
      },
      {
        code: 'E_RATE_MISSING',
        title: 'no exchange rate',
        question: { ...QUESTION, currency: 'USD' },
      },
      {
        code: 'E_AS_OF_INVALID',
        title: 'a moment that is none',
        question: { ...QUESTION, asOf: 'yesterday' },
      },
      {
        code: 'E_FILTER_INCOMPLETE',
        title: 'a filter without value',
        question: { ...QUESTION, filters: [{ dimension: 'channel', operator: 'in' }] },
      },
      {
        code: 'E_FORMULA_UNITS',
        title: 'spend plus clicks',
        question: { ...QUESTION, metrics: ['x'], formulas: { x: 'spend + clicks' } },
      },
      {
        code: 'E_FORMULA_SYNTAX',
        title: 'half a formula',
        question: { ...QUESTION, metrics: ['x'], formulas: { x: 'spend +' } },
      },
      {
        code: 'E_FORMULA_CIRCULAR',
        title: 'a circle',
        question: { ...QUESTION, metrics: ['x'], formulas: { x: 'y', y: 'x' } },
      },
      {
        code: 'E_QUERY_TOO_WIDE',
        title: 'too many points',
        question: { ...QUESTION, grain: 'day', range: { from: '1990-01-01', to: '2026-01-01' } },
      },
    ])
    .run(async ({ client, assert }, { code, question }) => {
      const { key } = await givenReader()

      const response = await client.post('/api/v1/metrics/query').bearerToken(key).json(question)

      response.assertStatus(422)
      response.assertHeader('content-type', 'application/problem+json')
      assert.equal(response.body().code, code)
      assert.match(response.body().detail, /^.{20,}[.)]$/s)
      assert.deepEqual(faultsAgainst('Problem', response.body()), [])
    })

  test('names the fields that are wrong', async ({ client, assert }) => {
    const { key } = await givenReader()
    const question = { metrics: 'spend', range: { preset: 'last_fortnight' }, grains: 'day' }

    const response = await client.post('/api/v1/metrics/query').bearerToken(key).json(question)

    assert.sameMembers(
      response.body().errors.map(({ field }: { field: string }) => field),
      ['metrics', 'range.preset', 'grains']
    )
  })

  test('refuses bodies that are not JSON', async ({ client }) => {
    const { key } = await givenReader()
    const post = () => client.post('/api/v1/metrics/query').bearerToken(key)

    const form = await post().form({ metrics: 'spend' })
    const broken = await post()
      .header('content-type', 'application/json')
      .setup((request) => void request.request.send('{"metrics": ['))

    form.assertStatus(415)
    form.assertBodyContains({ code: 'E_MEDIA_TYPE_UNSUPPORTED' })
    broken.assertStatus(400)
    broken.assertHeader('content-type', 'application/problem+json')
  })

  test('refuses bodies beyond a megabyte', async ({ client }) => {
    const { key } = await givenReader()

    const response = await client
      .post('/api/v1/metrics/query')
      .bearerToken(key)
      .json({ ...QUESTION, note: 'x'.repeat(1_100_000) })

    response.assertStatus(413)
    response.assertHeader('content-type', 'application/problem+json')
  })

  test('says what cannot be read, in words for who writes the program')
    .with([
      ['{"metrics": [', 400, 'E_UNREADABLE'],
      ['null', 422, 'E_UNREADABLE'],
      [
        JSON.stringify({
          ...QUESTION,
          filters: [{ dimension: 'campaign', operator: 'contains', values: ['\u0000'] }],
        }),
        422,
        'E_TEXT_UNREADABLE',
      ],
      [JSON.stringify({ ...QUESTION, asOf: '0000-01-01' }), 422, 'E_AS_OF_INVALID'],
      [JSON.stringify({ ...QUESTION, asOf: '9999-12-31T23:59:59-12:00' }), 422, 'E_AS_OF_INVALID'],
      [JSON.stringify({ ...QUESTION, currency: 'eur' }), 422, 'E_VALIDATION'],
    ] as [string, number, string][])
    .run(async ({ assert }, [body, status, code]) => {
      const { key } = await givenReader()
      const answer = await fetch(new URL('/api/v1/metrics/query', process.env.APP_URL), {
        method: 'POST',
        headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json' },
        body,
      })

      const problem = (await answer.json()) as { code: string; detail: string }

      assert.deepEqual([answer.status, problem.code], [status, code])
      assert.notMatch(problem.detail, /reload|pattern/)
    })

  test('needs the scope and reads no cookie', async ({ client }) => {
    const organization = await givenOrganization()
    const member = await givenMember(organization)
    const other = await givenApiKey(organization, ['imports:write'])

    const scopeless = await client.post('/api/v1/metrics/query').bearerToken(other).json(QUESTION)
    const as = await signIn(member)
    const signedIn = await as(client.post('/api/v1/metrics/query').json(QUESTION))

    scopeless.assertStatus(403)
    signedIn.assertStatus(401)
  })

  test('never answers with the numbers of another organization', async ({ client, assert }) => {
    await givenReader()
    const key = await givenApiKey(await givenOrganization(), ['metrics:read'])

    const response = await client
      .post('/api/v1/metrics/query')
      .bearerToken(key)
      .json({ ...QUESTION, breakdowns: [] })

    assert.equal(response.body().totals.spend.reason, 'no_source')
  })
})
