import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import { mapRecording } from '#authoring'
import { recordStream } from '#authoring/recording/record_stream'
import type { SandboxReply, SandboxRequest } from '#kit'
import { givenOrganization } from '#tests/support/organizations'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'
import { scratchFolder } from '#tests/support/scratch'
import { givenSmallShop, type Shop } from '#tests/support/small_vendor'
import PluginRecord from '../../../commands/plugin_record.js'

const KEY = 'planted-key-8841-zq'
const TODAY = '2026-11-20'
const WINDOW = { from: '2026-11-13', to: '2026-11-19' }

const SHOP: Shop = {
  auth: {
    key: {
      kind: 'apiKey',
      fields: { apiKey: { label: 'Key', secret: true } },
      headers: { authorization: 'Bearer {credentials.apiKey}' },
      sandbox: { apiKey: KEY },
    },
  },
  http: {
    base: 'https://small.test',
    page: { by: 'cursor', next: 'next', parameter: 'cursor', size: 2 },
  },
  check: { get: '/me' },
  streams: {
    orders: {
      get: '/orders',
      query: { from: '{window.from}', to: '{window.to}' },
      records: 'rows',
      key: 'id',
      cursor: { field: 'day', earliest: 'P14D' },
      facts: {
        mode: 'event',
        date: 'record.day',
        entity: { kind: 'order', id: 'record.id', name: 'record.id' },
        metrics: { orders: '1' },
      },
    },
    closed: {
      get: '/closed',
      records: 'rows',
      key: 'id',
      entity: { kind: 'order', id: 'record.id', name: 'record.id' },
    },
    table: {
      get: '/table',
      format: 'csv',
      page: { by: 'none' },
      records: 'response.body',
      key: 'Id',
      entity: { kind: 'customer', id: 'record.Id', name: 'record.Id' },
    },
  },
} as unknown as Shop

/** Everything that must not stay, as vendors put it into answers. */
const PLANTED = [
  KEY,
  Buffer.from(KEY).toString('base64'),
  ...['ada@harbor.example', 'grace.hopper@navy.example', '+31 6 1234 5678', '0612345678'],
  ...['Ada Lovelace', 'Lovelace', 'Grace Hopper', 'Al', '203.0.113.9', 'Keizersgracht 1'],
  ...[
    'sk_live_9f8e7d6c5b4a',
    'q9Zx81LmNo22PqRs77Tu',
    'refresh-me-1234',
    'swordfish',
    '31612345678',
  ],
]

const order = (id: string, day: string) => ({
  id,
  day,
  'product': { name: 'Espresso blend' },
  'customer': { name: 'Ada Lovelace', contact: { email: 'ada@harbor.example' } },
  'billing': {
    firstName: 'Al',
    last_name: 'Lovelace',
    address1: 'Keizersgracht 1',
    phone: '0612345678',
  },
  'msisdn': 31612345678,
  'note': 'Ada Lovelace called from +31 6 1234 5678, write to grace.hopper@navy.example',
  'receipt': `https://ada:swordfish@pay.small.test/r/q9Zx81LmNo22PqRs77Tu?access_token=sk_live_9f8e7d6c5b4a&page=2`,
  'debug': {
    Authorization: `Bearer ${KEY}`,
    echoed: `key=${KEY} ${Buffer.from(KEY).toString('base64')}`,
  },
  'refresh_token': 'refresh-me-1234',
  'tokens': 3,
  'browser_ip': '203.0.113.9',
  'ada@harbor.example': true,
})

const TABLE = `Id,First Name,Email,Plan\n1,Al,ada@harbor.example,Gold\n2,Grace Hopper,grace.hopper@navy.example,All-in\n`

function reply({ path, query }: SandboxRequest): SandboxReply {
  if (path === '/me') {
    return { status: 200, body: {} }
  }
  if (path === '/closed') {
    return { status: 403, body: { error: `${KEY} may not` } }
  }
  if (path === '/table') {
    return { status: 200, headers: { 'content-type': 'text/csv' }, body: TABLE }
  }
  const rows = query.has('cursor')
    ? [order('c', '2026-11-15')]
    : [order('a', '2026-11-13'), order('b', '2026-11-14')]
  const next = query.has('cursor') ? null : 'page-2'
  return { status: 200, headers: { 'x-account': KEY, 'x-total': '3' }, body: { rows, next } }
}

async function record(stream: string, request: Partial<Parameters<typeof recordStream>[0]> = {}) {
  const about = { pluginId: 'acme/small', connector: 'shop', mode: 'sandbox' as const, stream }
  const from = { credentials: { apiKey: KEY } }
  return recordStream({ ...about, from, window: WINDOW, today: TODAY, pages: 3, ...request })
}

test.group('Recording a live call', (group) => {
  group.setup(async () => {
    const shop = await givenSmallShop(SHOP, { reply })
    return () => shop.stop()
  })

  test('keeps nothing that opens the source and nobody by name, and all the rest', async ({
    assert,
  }) => {
    const { cassette, replaced } = await record('orders')
    const text = JSON.stringify(cassette)

    assert.deepEqual(
      PLANTED.filter((each) => new RegExp(`(?<!\\w)${RegExp.escape(each)}(?!\\w)`).test(text)),
      []
    )
    const [first, second] = cassette.exchanges.filter(({ isPage }) => isPage)
    const [row, other] = (first.response as { rows: ReturnType<typeof order>[] }).rows
    assert.deepEqual(first.request.params, { from: '2026-11-13', to: '2026-11-19' })
    assert.deepEqual(second.request.params, { ...first.request.params, cursor: 'page-2' })
    assert.deepEqual(first.headers, {
      'content-type': 'application/json; charset=utf-8',
      'x-total': '3',
    })
    assert.deepInclude(row, {
      id: 'a',
      day: '2026-11-13',
      product: { name: 'Espresso blend' },
      tokens: 3,
    })
    assert.typeOf(row.msisdn, 'number')
    assert.equal(row.customer.name, other.customer.name)
    assert.match(
      row.note,
      new RegExp(
        `^${row.customer.name} called from \\+1555\\d+, write to person-\\d@example\\.com$`
      )
    )
    assert.match(
      row.receipt,
      /^https:\/\/pay\.small\.test\/r\/scrubbed-\d+\?access_token=scrubbed-\d+&page=2$/
    )
    assert.containSubset(replaced, { email: 2 })
  })

  test('keeps the columns of a table', async ({ assert }) => {
    const { cassette } = await record('table')
    const [{ response }] = cassette.exchanges.filter(({ isPage }) => isPage)

    assert.match(
      String(response),
      /^Id,First Name,Email,Plan\n1,Person 1,person-1@example\.com,Gold\n2,Person 2,person-2@example\.com,All-in\n$/
    )
  })

  test('is what plugin:call maps', async ({ assert }) => {
    const { cassette } = await record('orders')
    const bytes = Buffer.from(JSON.stringify(cassette))
    const mapped = await mapRecording({
      pluginId: 'acme/small',
      stream: 'orders',
      bytes,
      today: TODAY,
    })

    assert.isObject(mapped)
    assert.deepEqual(
      (mapped as Exclude<typeof mapped, string>).facts.map(({ day }) => day),
      ['2026-11-13', '2026-11-14', '2026-11-15']
    )
  })

  test('keeps a refusal of the vendor, and says so', async ({ assert }) => {
    const { cassette, failure } = await record('closed')

    assert.match(failure!, /has no access to this data/)
    assert.containSubset(cassette.exchanges.at(-1), {
      status: 403,
      response: { error: 'scrubbed-1 may not' },
    })
  })
})

test.group('node ace plugin:record', (group) => {
  group.setup(async () => {
    const emulator = await givenEmulator()
    ace.ui.switchMode('raw')
    return () => {
      ace.ui.switchMode('normal')
      return emulator.stop()
    }
  })

  async function run(args: string[]) {
    const command = await ace.create(PluginRecord, args)
    await command.exec()
    return {
      command,
      text: command.ui.logger
        .getLogs()
        .map(({ message }) => message)
        .join('\n'),
    }
  }

  test('records a connected source', async ({ assert }) => {
    const organization = await givenOrganization()
    const apiKey = 'sk_test_quarterdecksandbox_ns_recording'
    const { connection } = await givenSandboxSource({
      organization,
      pluginId: 'stripe/payments',
      credentials: { apiKey },
    })
    const to = join(scratchFolder(), 'charges.json')
    const { command, text } = await run([
      'stripe/payments',
      'charges',
      `--organization=${organization.slug}`,
      `--source=${connection.slug}`,
      `--to=${to}`,
    ])

    command.assertSucceeded()
    assert.match(text, /charges\.json: \d+ calls, [1-3] pages/)
    const written = readFileSync(to, 'utf8')
    assert.notInclude(written, apiKey)
    assert.isAbove(JSON.parse(written).exchanges[0].response.data.length, 0)
  })

  test('says what it needs', async ({ assert }) => {
    const { command, text } = await run(['stripe/payments', 'charges'])
    command.assertFailed()
    assert.match(text, /--organization=<slug> --source=<slug>/)

    const other = await run(['stripe/payments', 'nothing'])
    other.command.assertFailed()
    assert.match(other.text, /has no stream 'nothing'/)
  })
})
