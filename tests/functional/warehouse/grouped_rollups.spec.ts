import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { rollUp } from '#warehouse'
import { fact, givenStream, NOON, read, write } from '#tests/support/warehouse'

const DEVICES = ['phone', 'desktop']
const DAYS = Array.from(
  { length: 28 },
  (_, index) => `2026-02-${String(index + 1).padStart(2, '0')}`
)

/** Ads by device on each day of February, and what else a row tells. */
const rowsOf = (ads: number, dimensionsOf: (place: number) => Record<string, string>) =>
  DAYS.flatMap((day, at) =>
    Array.from({ length: ads }, (_, ad) => DEVICES.map((device, place) => ({ ad, device, place })))
      .flat()
      .map(({ ad, device, place }) =>
        fact(day, [1, 2, 3], {
          campaign: String(ad),
          dimensions: { device, ...dimensionsOf((at * ads + ad) * DEVICES.length + place) },
        })
      )
  )

const SHAPES = `SELECT period, by_entity, dimensions, share FROM rollup_shapes ORDER BY id`

test.group('Sums by more than days', () => {
  test('are kept by what makes them few, once a stream is large', async ({ assert }) => {
    const warehouse = await givenStream()
    await write(warehouse, { facts: rowsOf(8, () => ({})) })
    const { organization } = warehouse
    const roll = (fewestFacts: number) =>
      withTenant(organization.id, (tenant) => rollUp(tenant, { now: NOON, fewestFacts }))
    await roll(1_000)
    const small = await read(organization, SHAPES)
    await write(warehouse, { facts: [fact('2026-02-01', [9, 9, 9], { campaign: '0' })] })
    await roll(400)

    assert.deepEqual(small, [])
    assert.deepEqual(await read(organization, SHAPES), [
      { period: 'day', by_entity: false, dimensions: null, share: 0.125 },
      { period: 'month', by_entity: true, dimensions: null, share: 16 / 448 },
    ])
    const sums = `SELECT shape_id, count(*)::int AS rows, sum(rows)::int AS facts, sum(sums[1]) AS impressions
      FROM grouped_rollups GROUP BY 1 ORDER BY 1`
    assert.deepEqual(await read(organization, sums), [
      { shape_id: 1, rows: 56, facts: 448, impressions: 456 },
      { shape_id: 2, rows: 16, facts: 448, impressions: 456 },
    ])
  })

  test('leave out what each row has of its own, such as an order number', async ({ assert }) => {
    const dimensions = { device: 'Device', order: 'Order', shop: 'Shop' }
    const warehouse = await givenStream({ dimensions })
    const facts = rowsOf(12, (place) => ({ order: String(place), shop: String(place % 3) }))
    await write(warehouse, {
      facts: facts.map((row, place) => ({
        ...row,
        entity: { kind: 'row', externalId: String(place) },
      })),
    })
    await withTenant(warehouse.organization.id, (tenant) =>
      rollUp(tenant, { now: NOON, fewestFacts: 1 })
    )

    const shapes = await read<{ period: string; dimensions: string[] }>(
      warehouse.organization,
      SHAPES
    )
    assert.deepEqual(
      shapes.map(({ period, dimensions: kept }) => [period, kept]),
      [
        ['day', ['device']],
        ['day', ['shop']],
        ['month', ['device', 'shop']],
      ]
    )
  })
})
