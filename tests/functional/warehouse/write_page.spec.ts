import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { rollUp, storedTotals } from '#warehouse'
import { campaign, fact, givenStream, NOON, read, write } from '#tests/support/warehouse'

const LATER = NOON.plus({ hours: 1 })

test.group('Writing a page', () => {
  test('counts what is new, changed and unchanged', async ({ assert }) => {
    const warehouse = await givenStream()
    const facts = [fact('2026-02-01', [100, 5, 1_000_000]), fact('2026-02-02', [200, 6, 2_000_000])]
    const restated = [facts[0], fact('2026-02-02', [210, 6, 2_000_000])]

    const outcomes = [
      await write(warehouse, { facts }),
      await write(warehouse, { facts, now: LATER }),
      await write(warehouse, { facts: restated, now: LATER }),
    ]

    assert.deepEqual(outcomes, [
      { written: 2, restated: 0, unchanged: 0, duplicates: 0 },
      { written: 0, restated: 0, unchanged: 2, duplicates: 0 },
      { written: 0, restated: 1, unchanged: 1, duplicates: 0 },
    ])
  })

  test('goes on in a day that has rows, and brings days before and after it', async ({
    assert,
  }) => {
    const warehouse = await givenStream()
    await write(warehouse, { facts: [fact('2026-02-02', [1]), fact('2026-02-04', [2])] })
    const facts = ['01', '02', '03', '05'].map((day) => fact(`2026-02-${day}`, [9]))
    const more = fact('2026-02-04', [3], { campaign: '2' })
    const same = fact('2026-02-04', [2])

    const outcome = await write(warehouse, { facts: [...facts, more, same], now: LATER })

    assert.deepEqual(outcome, { written: 4, restated: 1, unchanged: 1, duplicates: 0 })
    const days = "SELECT string_agg(day || ' ' || m00, ', ' ORDER BY day, m00) AS rows FROM facts"
    assert.deepEqual(await read(warehouse.organization, days), [
      {
        rows: '2026-02-01 9, 2026-02-02 9, 2026-02-03 9, 2026-02-04 2, 2026-02-04 3, 2026-02-05 9',
      },
    ])
  })

  test('takes its rows in the order of their keys, so that no two writers deadlock', async ({
    assert,
  }) => {
    const warehouse = await givenStream()
    await write(warehouse, { facts: [fact('2026-02-02', [0])] })
    const more = ['05', '04', '03', '01'].map((day) => fact(`2026-02-${day}`, [1]))
    const amongThem = fact('2026-02-02', [2], { campaign: '2' })

    await write(warehouse, { facts: [...more, amongThem], now: LATER })

    const written = 'SELECT day::text FROM facts WHERE synced_at = $1 ORDER BY ctid'
    const rows = await read(warehouse.organization, written, [LATER.toJSDate()])
    assert.deepEqual(
      rows.map(({ day }) => day),
      ['2026-02-01', '2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05']
    )
  })

  test('keeps what a number was before it was restated', async ({ assert }) => {
    const warehouse = await givenStream()
    await write(warehouse, { facts: [fact('2026-02-01', [100, 5, 1_000_000])] })
    await write(warehouse, { facts: [fact('2026-02-01', [110, null, 900_000])], now: LATER })

    const revisions = await read(
      warehouse.organization,
      'SELECT day::text, kind, currency, numbers, synced_at, revised_at FROM fact_revisions'
    )

    assert.deepEqual(revisions, [
      {
        day: '2026-02-01',
        kind: 'restated',
        currency: 'EUR',
        numbers: [100, 5, 1_000_000],
        synced_at: NOON.toJSDate(),
        revised_at: LATER.toJSDate(),
      },
    ])
  })

  test('the last of two facts with one key wins', async ({ assert }) => {
    const warehouse = await givenStream()
    const facts = [fact('2026-02-01', [1, 1, 1]), fact('2026-02-01', [2, 2, 2])]

    const outcome = await write(warehouse, { facts })

    assert.deepEqual(outcome, { written: 1, restated: 0, unchanged: 0, duplicates: 1 })
    assert.deepEqual(await read(warehouse.organization, 'SELECT m00, m01, m02 FROM facts'), [
      { m00: 2, m01: 2, m02: 2 },
    ])
  })

  test('an entity brings those above it, by name', async ({ assert }) => {
    const warehouse = await givenStream()
    await write(warehouse, {
      facts: [],
      entities: [campaign('1', 'Spring'), campaign('2', 'Su\u0000n')],
    })

    const rows = await read(
      warehouse.organization,
      `SELECT e.kind, e.name, p.name AS parent FROM entities e
       LEFT JOIN entities p ON p.organization_id = e.organization_id AND p.id = e.parent_id ORDER BY e.kind, e.name`
    )

    assert.deepEqual(rows, [
      { kind: 'account', name: 'Lighthouse', parent: null },
      { kind: 'campaign', name: 'Spring', parent: 'Lighthouse' },
      { kind: 'campaign', name: 'Su\uFFFDn', parent: 'Lighthouse' },
    ])
  })

  test('an entity that is known by its id alone keeps the name that it has', async ({ assert }) => {
    const warehouse = await givenStream()
    const names = async () => {
      const rows = await read(warehouse.organization, 'SELECT name FROM entities ORDER BY name')
      return rows.map(({ name }) => name)
    }

    await write(warehouse, { facts: [], entities: [campaign('1', '1')] })
    const before = await names()
    await write(warehouse, { facts: [], entities: [campaign('1', 'Spring')] })
    await write(warehouse, { facts: [], entities: [campaign('1', '1')] })

    assert.deepEqual(
      [before, await names()],
      [
        ['1', 'Lighthouse'],
        ['Lighthouse', 'Spring'],
      ]
    )
  })

  test('totals and roll-ups are the sums of the facts', async ({ assert }) => {
    const warehouse = await givenStream()
    const { organization, stream } = warehouse
    await write(warehouse, {
      entities: [campaign('1')],
      facts: [
        fact('2026-02-01', [100, 5, 1_000_000]),
        fact('2026-02-02', [50, null, 500_000]),
        fact('2026-02-02', [7, 1, 123], { campaign: '2', currency: 'JPY' }),
      ],
    })
    await withTenant(organization.id, (tenant) => rollUp(tenant, { now: LATER }))

    const window = { streamId: stream.id, from: '2026-02-01', to: '2026-02-28' }
    const totals = await withTenant(organization.id, (tenant) => storedTotals(tenant, window))
    const ofAccount = await withTenant(organization.id, (tenant) =>
      storedTotals(tenant, { ...window, ancestor: { kind: 'account', externalId: 'a1' } })
    )
    const rolled = await read(
      organization,
      'SELECT day::text, currency, rows, sums FROM daily_rollups ORDER BY day, currency'
    )

    const euros = {
      currency: 'EUR',
      rows: 2,
      sums: { impressions: 150, clicks: 5, spend: 1_500_000 },
    }
    const yen = { currency: 'JPY', rows: 1, sums: { impressions: 7, clicks: 1, spend: 123 } }
    assert.deepEqual(totals, [euros, yen])
    assert.deepEqual(ofAccount, [euros])
    assert.deepEqual(rolled, [
      { day: '2026-02-01', currency: 'EUR', rows: '1', sums: [100, 5, 1_000_000] },
      { day: '2026-02-02', currency: 'EUR', rows: '1', sums: [50, null, 500_000] },
      { day: '2026-02-02', currency: 'JPY', rows: '1', sums: [7, 1, 123] },
    ])
  })
})
