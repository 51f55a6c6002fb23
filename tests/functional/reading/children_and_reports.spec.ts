import { test } from '@japa/runner'
import { openVendorSession } from '#connections'
import type { SandboxRequest, SandboxReply } from '#kit'
import { VendorFailure } from '#reading'
import { EMULATOR_NOW } from '#tests/support/emulator'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { givenSmallShop } from '#tests/support/small_vendor'
import { JumpingClock } from '#tests/support/vendor_clock'

const fact = (entity: string) =>
  ({
    mode: 'daily',
    date: 'record.day',
    entity: { kind: entity, id: 'record.id', name: 'record.id' },
    metrics: { orders: 'number(record.orders)' },
  }) as const

/** A table that has to be asked for and waited for. */
const PREPARED = {
  url: 'report.polled.location',
  unsigned: true,
  format: { as: 'csv', delimiter: ';' },
  records: '$',
  report: {
    create: { post: '/reports', body: { from: '{window.from}', days: '{1 + 1}' } },
    poll: {
      call: { get: '/reports/{report.created.id}' },
      until: 'response.body.state == "done"',
      failed: 'response.body.state == "failed"',
      tooLarge: 'response.body.state == "too_large"',
      empty: 'response.body.state == "empty"',
      every: 'PT5S',
    },
  },
} as const

/** A vendor with lists, members below them, notes below these, and a report that takes its time. */
const CONNECTOR = {
  auth: {
    key: {
      kind: 'apiKey',
      fields: { apiKey: { label: 'Key', secret: true } },
      sandbox: { apiKey: 'planted-key' },
    },
  },
  check: { get: '/me' },
  streams: {
    lists: {
      get: '/lists',
      records: 'lists',
      key: 'id',
      page: { by: 'page', pageParameter: 'page', size: 2 },
      entity: { kind: 'list', id: 'record.id', name: 'record.id' },
    },
    members: {
      get: '/lists/{parent.id}/members',
      records: 'members',
      key: ['list.id', 'id'],
      page: { by: 'cursor', next: 'next', parameter: 'after' },
      parents: { stream: 'lists', as: 'list' },
      entity: { kind: 'member', id: "record.list.id + ':' + record.id", name: 'record.id' },
    },
    notes: {
      get: '/members/{parent.id}/notes',
      records: '$',
      absent: 'empty',
      key: ['member.list.id', 'member.id', 'id'],
      parents: { stream: 'members', as: 'member' },
      entity: { kind: 'note', id: 'record.id', name: 'record.member.list.id' },
    },
    sales: {
      ...PREPARED,
      key: ['id', 'day'],
      belongs: 'record.stranger == null',
      cursor: { field: 'day' },
      facts: fact('product'),
      totals: { ...PREPARED, metrics: { orders: 'number(record.orders)' } },
    },
  },
} satisfies Parameters<typeof givenSmallShop>[0]

/** What the vendor does and was asked. */
class Vendor {
  asked: string[] = []
  bodies: unknown[] = []
  gone = new Set<string>()
  states = ['pending', 'pending', 'done']
  /** A column that no report of ours has. */
  owner = ''

  reply = (request: SandboxRequest): SandboxReply => {
    const { method, path, query, body } = request
    this.asked.push(`${method} ${path}`)
    if (path === '/lists') {
      const ids = query.get('page') === '1' ? ['a', 'b'] : ['c']
      return { status: 200, body: { lists: ids.map((id) => ({ id })) } }
    }
    if (path.endsWith('/members')) {
      return this.#members(path.split('/')[2], query.get('after'))
    }
    if (path.endsWith('/notes')) {
      const [, , member] = path.split('/')
      return { status: 200, body: member.endsWith('1') ? [{ id: `n-${member}` }] : null }
    }
    return path.startsWith('/reports') ? this.#report(method, body) : this.#file(path, request)
  }

  #members(list: string, after: string | null): SandboxReply {
    if (this.gone.has(list)) {
      return { status: 404, body: {} }
    }
    const members = after ? [{ id: `${list}2` }] : [{ id: `${list}1` }]
    return { status: 200, body: { members, next: after ? null : 'more' } }
  }

  #report(method: string, body: string): SandboxReply {
    if (method === 'POST') {
      this.bodies.push(JSON.parse(body))
      return { status: 202, body: { id: 'r7' } }
    }
    const state = this.states.length > 1 ? this.states.shift() : this.states[0]
    return { status: 200, body: { state, location: 'https://small.test/files/r7.csv?sig=x' } }
  }

  #file(path: string, { headers }: SandboxRequest): SandboxReply {
    if (path !== '/files/r7.csv') {
      return { status: 200, body: {} }
    }
    return headers.authorization
      ? { status: 400, body: 'signed twice' }
      : {
          status: 200,
          body: `id;day;orders${this.owner}\r\np1;2026-11-10;3\r\n"p;2";2026-11-11;4\r\n`,
        }
  }
}

test.group('A vendor with lists below lists, and reports', (group) => {
  let vendor: Vendor
  let stop: () => Promise<void>
  group.setup(async () => {
    const shop = await givenSmallShop(CONNECTOR, { reply: (request) => vendor.reply(request) })
    stop = shop.stop
    return () => stop()
  })
  group.each.setup(() => {
    vendor = new Vendor()
  })

  async function givenReader() {
    const clock = new JumpingClock(EMULATOR_NOW)
    const request = { pluginId: 'acme/small' as const, connector: 'shop', clock }
    const { organization, connection } = await givenSandboxSource(request)
    const options = { correlationId: 'test', clock }
    const session = await openVendorSession(organization, connection.id, options)
    vendor.asked = []
    const slice = { window: { from: '2026-11-10', to: '2026-11-11' }, today: '2026-11-20' }
    const streamOf = (name: string) => session.connector.streams.get(name)!
    const read = (name: string, resume?: unknown) => {
      const stream = streamOf(name)
      const window = stream.definition.cursor && slice.window
      return session.read({ stream, account: null }, { ...slice, window, resume })
    }
    const totals = (name: string) =>
      session.totals({ stream: streamOf(name), account: null }, slice)
    return Object.assign(read, { totals })
  }

  const idsIn = (pages: { records: unknown[] }[]) =>
    pages.flatMap(({ records }) => records.map((record) => (record as { id: string }).id))

  test('every parent is looked into, and one that was deleted meanwhile stops no other', async ({
    assert,
  }) => {
    const read = await givenReader()
    vendor.gone.add('b')

    const pages = await Array.fromAsync(read('members'))

    assert.deepEqual(idsIn(pages), ['a1', 'a2', 'c1', 'c2'])
    const [{ batches, rejected }] = pages
    assert.deepEqual(rejected, [])
    const names = batches.get('members')!.entities.map(({ externalId }) => externalId)
    assert.deepEqual(names, ['a:a1', 'a:a2', 'c:c1', 'c:c2'])
  })

  test('a reading goes on at the parent, and at the page below it, where it stopped', async ({
    assert,
  }) => {
    const read = await givenReader()

    const within = await Array.fromAsync(
      read('members', { at: { page: { page: 1 }, done: 1 }, child: { cursor: 'more' } })
    )
    const behind = await Array.fromAsync(read('members', { at: { page: { page: 1 }, done: 1 } }))

    assert.deepEqual(idsIn(within), ['b2', 'c1', 'c2'])
    assert.deepEqual(idsIn(behind), ['c1', 'c2'])
  })

  test('parents may have parents', async ({ assert }) => {
    const read = await givenReader()

    const pages = await Array.fromAsync(read('notes'))

    assert.deepEqual(idsIn(pages), ['n-a1', 'n-b1', 'n-c1'])
    assert.deepEqual(
      pages[0].batches.get('notes')!.entities.map(({ name }) => name),
      ['a', 'b', 'c']
    )
  })

  test('a report is asked for once, waited for, and read as the table it is', async ({
    assert,
  }) => {
    const read = await givenReader()

    const pages = await Array.fromAsync(read('sales'))

    assert.deepEqual(vendor.bodies, [{ from: '2026-11-10', days: 2 }])
    assert.equal(vendor.asked.filter((call) => call === 'GET /reports/r7').length, 3)
    const facts = pages.flatMap(({ batches }) => batches.get('sales')?.facts ?? [])
    assert.deepEqual(
      facts.map(({ day, entity, numbers }) => [day, entity.externalId, numbers[0]]),
      [
        ['2026-11-10', 'p1', 3],
        ['2026-11-11', 'p;2', 4],
      ]
    )
  })

  test('a reading that is interrupted goes on with the report it asked for', async ({ assert }) => {
    const read = await givenReader()
    const [first] = await Array.fromAsync(read('sales'))
    vendor.asked = []

    const rest = await Array.fromAsync(read('sales', first.resume))

    assert.notInclude(vendor.asked, 'POST /reports')
    assert.equal(rest.flatMap(({ records }) => records).length, 2)
  })

  test('the totals are a report too: asked for, waited for, and added up', async ({ assert }) => {
    const read = await givenReader()

    const found = await read.totals('sales')

    assert.deepEqual(vendor.bodies, [{ from: '2026-11-10', days: 2 }])
    assert.equal(vendor.asked.filter((call) => call === 'GET /reports/r7').length, 3)
    assert.deepEqual(found, {
      rows: 2,
      totals: [{ metric: 'orders', currency: null, total: 7 }],
    })
    vendor.states = ['failed']
    const failure = await failureOf(() => read.totals('sales'))
    assert.equal(failure.code, 'E_REPORT_FAILED')
  })

  test('a report that fails is asked for anew, one that is too large for fewer days, and one that is late or not ours brings nothing', async ({
    assert,
  }) => {
    const read = await givenReader()
    vendor.states = ['failed']
    const seen: unknown[] = []
    const failure = await failureOf(async () => {
      for await (const { resume } of read('sales')) {
        seen.push(resume)
      }
    })
    vendor.states = ['too_large']
    const tooLarge = await failureOf(() => Array.fromAsync(read('sales')))
    vendor.states = ['empty']
    const empty = await Array.fromAsync(read('sales'))
    vendor.states = ['pending']
    const late = await failureOf(() => Array.fromAsync(read('sales')))
    vendor.states = ['done']
    vendor.owner = ';stranger'
    const foreign = await failureOf(() => Array.fromAsync(read('sales')))

    assert.deepEqual([late.code, foreign.code], ['E_REPORT_NOT_READY', 'E_OTHER_ACCOUNT'])
    assert.deepEqual([failure.code, failure.action, seen.at(-1)], ['E_REPORT_FAILED', 'retry', {}])
    assert.equal(tooLarge.action, 'narrow')
    assert.deepEqual([idsIn(empty), empty.at(-1)!.resume], [[], null])
  })
})

async function failureOf(work: () => Promise<unknown>): Promise<VendorFailure> {
  try {
    await work()
  } catch (error) {
    if (error instanceof VendorFailure) {
      return error
    }
    throw error
  }
  throw new Error('It did not fail.')
}
