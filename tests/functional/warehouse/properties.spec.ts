import { test } from '@japa/runner'
import fc from 'fast-check'
import type { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import { replaceDays, rollUp, undoRun } from '#warehouse'
import { factsAsOf } from '#warehouse/queries/facts_as_of'
import type { StreamDeclaration } from '#warehouse/types'
import type { FactRecord } from '#shared/records'
import { EVERY_SHAPE, givenShapes } from '#tests/support/rollup_shapes'
import { fact, givenStream, NOON, read, write, type Warehouse } from '#tests/support/warehouse'

/** Few keys, so that records meet each other all the time. Yen are micros like any other money. */
const number = fc.option(fc.integer({ min: 0, max: 1e12 }), { nil: null })
const record: fc.Arbitrary<FactRecord> = fc
  .record({
    day: fc.integer({ min: 1, max: 4 }),
    campaign: fc.constantFrom('1', '2', '3'),
    device: fc.constantFrom('phone', 'desktop'),
    currency: fc.constantFrom('EUR', 'JPY', null),
    numbers: fc.array(number, { maxLength: 3 }),
  })
  .map(({ day, numbers, device, ...rest }) =>
    fact(`2026-02-0${day}`, numbers, { ...rest, dimensions: { device } })
  )

/** A replacement takes away what other runs brought for the days of its own rows. */
type Step = { write: FactRecord[]; replaces: boolean } | { undo: number } | { rollUp: true }
const rarely = fc.nat({ max: 3 }).map((chance) => chance === 0)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ write: fc.array(record, { maxLength: 6 }), replaces: rarely }),
  },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat({ max: 20 }) }) },
  { weight: 1, arbitrary: fc.constant<Step>({ rollUp: true }) }
)
const mode = fc.constantFrom<StreamDeclaration['mode']>('daily', 'event', 'snapshot')

/** Applies steps an hour apart and tells after each one when it was. */
async function live(warehouse: Warehouse, steps: Step[], after: (at: Date) => Promise<void>) {
  const runs: string[] = []
  const { connectionId } = warehouse.stream
  for (const [place, taken] of steps.entries()) {
    const now = NOON.plus({ hours: place })
    if ('write' in taken) {
      runs.push(newId())
      await write(warehouse, { facts: taken.write, runId: runs.at(-1), now })
      await replaceOthers(warehouse, { run: taken.replaces ? runs.at(-1) : undefined, now })
    } else {
      await withTenant(warehouse.organization.id, async (tenant) => {
        const runId = 'undo' in taken ? runs[taken.undo % runs.length] : undefined
        await (runId ? undoRun(tenant, { runId, connectionId, now }) : rollUp(tenant, { now }))
      })
    }
    await after(now.toJSDate())
  }
}

function replaceOthers(
  { organization, stream }: Warehouse,
  { run, now }: { run: string | undefined; now: DateTime }
) {
  return withTenant(organization.id, async (tenant) => {
    if (run) {
      await replaceDays(tenant, { streamId: stream.id, runId: run, now })
    }
  })
}

const sums = (table: string) =>
  `SELECT f.day::text AS day, coalesce(f.currency, '') AS currency, count(*) AS rows,
     ARRAY[sum(f.m00), sum(f.m01), sum(f.m02)] AS sums
   FROM ${table} f GROUP BY 1, 2 ORDER BY 1, 2`

type Shape = (typeof EVERY_SHAPE)[number]

/** What a sum tells of its breakdown: all of it, or the dimensions that are kept. */
const toldOf = (dimensions: Shape['dimensions']) =>
  dimensions === null
    ? 'b.dimensions::text'
    : `concat_ws('/', ${["''", ...dimensions.map((id) => `b.dimensions ->> '${id}'`)].join(', ')})`

const kept = (id: number, dimensions: Shape['dimensions']) =>
  `SELECT r.day::text AS day, r.entity_id, ${toldOf(dimensions)} AS told, r.currency, r.rows, r.sums
   FROM grouped_rollups r LEFT JOIN breakdowns b ON b.id = r.breakdown_id
   WHERE r.shape_id = ${id} ORDER BY 1, 2, 3, 4`

const groups = ({ period, byEntity, dimensions }: Shape) =>
  `SELECT date_trunc('${period}', f.day::timestamp)::date::text AS day, ${byEntity ? 'f.entity_id' : "'0'"} AS entity_id,
     ${toldOf(dimensions)} AS told, coalesce(f.currency, '') AS currency, count(*) AS rows,
     ARRAY[sum(f.m00), sum(f.m01), sum(f.m02)] AS sums
   FROM facts f LEFT JOIN breakdowns b ON b.id = f.breakdown_id GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`

const everything = (warehouse: Warehouse) =>
  read(
    warehouse.organization,
    "SELECT count(*), md5(string_agg(f::text, E'\\n' ORDER BY f::text)) AS hash FROM facts f"
  )

test.group('Warehouse properties', () => {
  test('a roll-up equals the sum over the facts after any history', async ({ assert }) => {
    const history = fc.array(step, { minLength: 3, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(
        mode.filter((one) => one !== 'snapshot'),
        history,
        async (streamMode, steps) => {
          const warehouse = await givenStream({ mode: streamMode })
          const { organization } = warehouse
          await withTenant(organization.id, (tenant) => givenShapes(tenant))
          await live(warehouse, steps, async () => {})
          await withTenant(organization.id, (tenant) => rollUp(tenant, { now: NOON }))

          const rolled = 'SELECT day::text, currency, rows, sums FROM daily_rollups ORDER BY 1, 2'
          assert.deepEqual(
            await read(organization, rolled),
            await read(organization, sums('facts'))
          )
          for (const [place, shape] of EVERY_SHAPE.entries()) {
            const grouped = [kept(place + 1, shape.dimensions), groups(shape)]
            const [sum, facts] = await Promise.all(grouped.map((sql) => read(organization, sql)))
            assert.deepEqual(sum, facts)
          }
          assert.deepEqual(await read(organization, 'SELECT 1 FROM dirty_buckets'), [])
        }
      ),
      { numRuns: 25 }
    )
  })

  test('the same window three times in any order leaves the table as it is', async ({ assert }) => {
    const pages = fc.uniqueArray(record, {
      maxLength: 24,
      selector: ({ day, entity, dimensions }) => `${day} ${entity.externalId} ${dimensions.device}`,
    })
    await fc.assert(
      fc.asyncProperty(pages, fc.nat({ max: 23 }), async (facts, cut) => {
        const warehouse = await givenStream()
        const [head, tail] = [facts.slice(0, cut), facts.slice(cut)]
        await write(warehouse, { facts })
        const first = await everything(warehouse)
        for (const [place, page] of [tail, head, facts.toReversed()].entries()) {
          await write(warehouse, { facts: page, now: NOON.plus({ days: place + 1 }) })
        }
        assert.deepEqual(await everything(warehouse), first)
        assert.deepEqual(await read(warehouse.organization, 'SELECT 1 FROM fact_revisions'), [])
      }),
      { numRuns: 20 }
    )
  })

  test('the revisions tell what every number was at every moment', async ({ assert }) => {
    const history = fc.array(step, { minLength: 3, maxLength: 12 })
    const oneStream = mode.filter((streamMode) => streamMode !== 'snapshot')
    await fc.assert(
      fc.asyncProperty(oneStream, history, async (streamMode, steps) => {
        const warehouse = await givenStream({ mode: streamMode })
        const { organization, stream } = warehouse
        const then: { at: Date; rows: unknown }[] = []
        await live(warehouse, steps, async (at) => {
          then.push({ at, rows: await read(organization, rowsOf('facts')) })
        })
        const past = rowsOf(`(${factsAsOf(stream.slots)})`)
        for (const { at, rows } of then) {
          const values = [organization.id, stream.id, at]
          assert.deepEqual(await read(organization, past, values), rows)
        }
      }),
      { numRuns: 60 }
    )
  })

  test('entities of one mode keep one row each', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const warehouse = await givenStream({ mode: 'event' })
        await live(warehouse, steps, async () => {})
        const doubled = 'SELECT entity_id FROM facts GROUP BY entity_id HAVING count(*) > 1'
        const misplaced = `SELECT 1 FROM facts f FULL JOIN fact_places p USING (organization_id, stream_id, entity_id, day, breakdown_id)
          WHERE p.entity_id IS NULL OR f.entity_id IS NULL`
        assert.deepEqual(await read(warehouse.organization, doubled), [])
        assert.deepEqual(await read(warehouse.organization, misplaced), [])
      }),
      { numRuns: 60 }
    )
  })
})

const rowsOf = (source: string) =>
  `SELECT f.day::text AS day, f.entity_id, f.breakdown_id, f.currency, f.m00, f.m01, f.m02
   FROM ${source} f ORDER BY 1, 2, 3`
