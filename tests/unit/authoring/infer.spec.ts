import { test } from '@japa/runner'
import { draftManifest, draftText } from '#authoring/inference/draft_manifest'
import { readSamples } from '#authoring/inference/read_samples'
import type { ApiConnector, FactMapping } from '#kit'
import { checkManifest } from '#plugin_host'
import app from '@adonisjs/core/services/app'

const PAGE = {
  meta: { total: 240 },
  data: [
    {
      id: 1,
      campaign_id: 7,
      campaign_name: 'Spring',
      date: '2026-11-01',
      cost: '12.50',
      clicks: 3,
      currency: 'EUR',
    },
    {
      id: 2,
      campaign_id: 7,
      campaign_name: 'Spring',
      date: '2026-11-02',
      cost: '9.10',
      clicks: 2,
      currency: 'EUR',
    },
  ],
}

const har = (url: string, body: unknown) => ({
  log: {
    entries: [
      {
        request: { method: 'GET', url },
        response: {
          status: 200,
          content: { mimeType: 'application/json', text: JSON.stringify(body) },
        },
      },
      { request: { method: 'POST', url }, response: { status: 200 } },
    ],
  },
})

const DESCRIPTION = {
  openapi: '3.0.3',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://api.acme.example/v2' }],
  paths: {
    '/shops/{shop}/orders': {
      get: {
        parameters: [
          { name: 'page', in: 'query', schema: { type: 'integer' } },
          { name: 'per_page', in: 'query', schema: { type: 'integer' } },
        ],
        responses: {
          200: {
            description: 'Orders',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Orders' } } },
          },
        },
      },
    },
    '/ping': { get: { responses: { 204: { description: 'Nothing' } } } },
  },
  components: {
    schemas: {
      Orders: {
        type: 'object',
        properties: { orders: { type: 'array', items: { $ref: '#/components/schemas/Order' } } },
      },
      Order: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          created_at: { type: 'string', format: 'date-time' },
          total_price: { type: 'string', example: '10.00' },
          currency: { type: 'string', example: 'EUR' },
        },
      },
    },
  },
}

/** The draft of a document, which must be a manifest that can be loaded. */
async function draftOf(document: unknown) {
  const samples = await readSamples(JSON.stringify(document), 'sample.json')
  const draft = draftManifest(samples)
  const connector = draft.manifest.connectors!.source as ApiConnector
  return { ...draft, connector, verdict: checkManifest(draft.manifest) }
}

test.group('A draft of a source', () => {
  test('of a page finds records, key, day, money and how it is paged', async ({ assert }) => {
    const { connector, verdict, doubts } = await draftOf(PAGE)
    const { records, key, cursor, facts, page } = connector.streams.records

    assert.equal(verdict.state, 'available', JSON.stringify(verdict))
    assert.deepEqual(
      { records, key, cursor: cursor?.field },
      { records: 'data', key: 'id', cursor: 'date' }
    )
    assert.deepEqual(page, {
      by: 'offset',
      size: 100,
      offsetParameter: 'offset',
      total: 'meta.total',
    })
    assert.containSubset(facts, {
      mode: 'daily',
      currency: 'record.currency',
      metrics: { spend: 'micros(record.cost)', clicks: 'number(record.clicks)' },
    })
    assert.match(doubts.join(), /spend is taken for an amount such as 12\.50/)
  })

  test('of a HAR knows host, path and the parameters that were sent', async ({ assert }) => {
    const url = 'https://api.acme.example/v1/reports?limit=50&cursor=abc'
    const { connector, verdict } = await draftOf(
      har(url, { ...PAGE, next_cursor: 'x', has_more: true })
    )
    const { get, page } = connector.streams.reports

    assert.equal(verdict.state, 'available', JSON.stringify(verdict))
    assert.equal(connector.http.base, 'https://api.acme.example')
    assert.equal(get, '/v1/reports')
    assert.deepEqual(page, {
      by: 'cursor',
      next: 'next_cursor',
      parameter: 'cursor',
      more: 'has_more',
    })
  })

  test('of an OpenAPI description follows its references', async ({ assert }) => {
    const { connector, verdict } = await draftOf(DESCRIPTION)
    const { get, page, each, facts } = connector.streams.orders

    assert.equal(verdict.state, 'available', JSON.stringify(verdict))
    assert.deepEqual(Object.keys(connector.streams), ['orders'])
    assert.deepEqual([get, each], ['/v2/shops/{account.id}/orders', 'account'])
    assert.containSubset(page, { by: 'page', sizeParameter: 'per_page' })
    assert.deepEqual((facts as FactMapping).metrics, { revenue: 'micros(record.total_price)' })
  })

  test('is written as an author would write it', async ({ assert }) => {
    const text = await draftText(app.makePath(), await draftOf(PAGE))

    assert.isTrue(text.startsWith("import { definePlugin } from '#kit'\n"))
    assert.include(text, "          get: '/v1/records',\n")
  })

  test('of something else says what would help', async ({ assert }) => {
    await assert.rejects(
      () => readSamples('<html>', 'page.html'),
      /page\.html is no JSON .* a HAR or a recorded page/
    )
    await assert.rejects(() => draftOf({ status: 'ok' }), /holds no list of records/)
  })
})
