import { test } from '@japa/runner'
import {
  givenAnsweringApi,
  type AnsweringApi,
  type GivenAnswer,
} from '#tests/support/answering_api'
import { DESCRIBED, givenWizard, SAMPLE, withStream } from '#tests/support/custom_sources'

const HOST = SAMPLE.host
const GRAPHQL = {
  ...withStream({
    ...{ method: 'POST', path: '/graphql', query: [], window: null },
    graphql: { query: '{ orders { id } }', variables: '{}' },
  }),
  kind: 'graphql' as const,
}
const redirect = (location: string): GivenAnswer => ({ status: 302, headers: { location } })

const BAD: { what: string; answer: GivenAnswer; status: number | null; says: string }[] = [
  {
    what: 'a web page',
    answer: { headers: { 'content-type': 'text/html' }, body: '<!doctype html><h1>Hello</h1>' },
    status: 200,
    says: `${HOST} sent a web page instead of data. Check the address: it may be the one for people, not for programs.`,
  },
  {
    what: 'a text that is not JSON',
    answer: { body: 'id;total' },
    status: 200,
    says: `${HOST} sent something that is not JSON. Only JSON can be read here: ask for it, such as with the header “Accept: application/json”, or check the path.`,
  },
  {
    what: '401',
    answer: { status: 401, body: { error: 'key' } },
    status: 401,
    says: `${HOST} does not accept the sign-in. Check the key, and where it is sent: header, query or bearer token.`,
  },
  {
    what: '429 with a time to wait',
    answer: { status: 429, headers: { 'retry-after': '1200' }, body: {} },
    status: 429,
    says: `${HOST} limits how often it is called. Wait 20 minutes, then test again.`,
  },
  {
    what: '429 without one',
    answer: { status: 429, body: {} },
    status: 429,
    says: `${HOST} limits how often it is called. Wait a minute, then test again.`,
  },
  {
    what: 'a redirect into a private network',
    answer: redirect('http://169.254.169.254/latest/meta-data'),
    status: 302,
    says: `${HOST} redirects to 169.254.169.254, inside a private network, which is never called. Check the address, or ask its operator for the public one.`,
  },
  {
    what: 'a redirect to this machine',
    answer: redirect('http://[::1]:8080/'),
    status: 302,
    says: `${HOST} redirects to [::1], inside a private network, which is never called. Check the address, or ask its operator for the public one.`,
  },
  {
    what: 'a redirect to another host',
    answer: redirect('https://elsewhere.example/v2'),
    status: 302,
    says: `${HOST} redirects to elsewhere.example, which is not followed, because your key would go there too. Enter that address if it is the right one.`,
  },
  {
    what: 'more than a test call takes',
    answer: { body: { orders: ['x'.repeat(10_000_001)] } },
    status: null,
    says: `${HOST} sent more than 10 MB in one answer, which is too large to choose from. Ask for fewer records, by a parameter for the size of a page or for days.`,
  },
]

test.group('A test call that brings nothing to read', (group) => {
  let api: AnsweringApi
  group.each.setup(async () => {
    api = await givenAnsweringApi()
    return () => api.stop()
  })

  test('says what happened and what to do: {what}')
    .with(BAD)
    .run(async ({ client, assert }, { answer, status, says }) => {
      api.answers(answer)
      const { look } = await givenWizard(client)
      const found = await look(SAMPLE)

      assert.equal(found.problem, says)
      assert.equal(found.status, status)
      assert.deepEqual(found.lists, [])
    })

  test('says it of a host that cannot be reached', async ({ client, assert }) => {
    const { look } = await givenWizard(client)
    await api.vanish()
    const found = await look(SAMPLE)

    assert.equal(
      found.problem,
      `${HOST} could not be reached. Check the spelling of the address, or try again later.`
    )
    assert.isNull(found.status)
  })

  test('says what a GraphQL query is refused for under status 200', async ({ client, assert }) => {
    api.answers({ body: { data: null, errors: [{ message: 'Unknown field “sum”.' }] } })
    const { look } = await givenWizard(client)
    const found = await look(GRAPHQL)

    assert.equal(found.status, 200)
    assert.equal(
      found.problem,
      'The query was answered with an error, so there is nothing to read: Unknown field “sum”. Correct the query, then test again.'
    )
  })

  test('says that a list is empty, which is no fault', async ({ client, assert }) => {
    api.answers({ body: { orders: [] } })
    const { look } = await givenWizard(client)
    const found = await look(SAMPLE)

    assert.isNull(found.problem)
    assert.deepEqual(found.notes, [
      'The list is empty. Ask for a period that has records, so that there are fields to choose from.',
    ])
  })
})

test.group('Records that do not fit together', () => {
  const record = (id: number, other: object = {}) => ({
    ...{ id, placed_on: '2026-11-02', currency: 'EUR', total: '10', tax: '1', units: 1 },
    ...other,
  })

  test('that share a key are counted once, and their number is said', async ({
    client,
    assert,
  }) => {
    const { preview } = await givenWizard(client)
    const shown = await preview(DESCRIBED, [record(1), record(1, { total: '12' }), record(2)])

    assert.equal(shown.repeated, 1)
    const revenue = shown.metrics.find(({ id }) => id === 'revenue')!
    assert.deepEqual(revenue.sums, [{ currency: 'EUR', sum: 22_000_000 }])
  })

  test('whose dates cannot be read are left out, each with its reason', async ({
    client,
    assert,
  }) => {
    const { preview } = await givenWizard(client)
    const dates = ['31/02/2026', '', null, '2026-11-02']
    const records = dates.map((date, index) => record(index, { placed_on: date }))
    const shown = await preview(DESCRIBED, records)

    assert.deepEqual(shown.rejected, [
      { position: 1, reason: 'The date "31/02/2026" is not a date.' },
      { position: 2, reason: 'The date is missing.' },
      { position: 3, reason: 'The date is missing.' },
    ])
    assert.lengthOf(shown.rows, 1)
  })

  test('in several currencies are never added up, and none without a currency counts', async ({
    client,
    assert,
  }) => {
    const { preview } = await givenWizard(client)
    const currencies = ['eur', 'JPY', 'euros', null]
    const records = currencies.map((currency, index) => record(index, { currency }))
    const shown = await preview(DESCRIBED, records)

    assert.deepEqual(shown.metrics.find(({ id }) => id === 'revenue')!.sums, [
      { currency: 'EUR', sum: 10_000_000 },
      { currency: 'JPY', sum: 10_000_000 },
    ])
    assert.deepEqual(shown.rejected, [
      {
        position: 3,
        reason: '"EUROS" is not a currency code, so the amounts cannot be read.',
      },
      { position: 4, reason: 'The currency is missing, so the amounts cannot be read.' },
    ])
  })
})
