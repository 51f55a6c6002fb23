import { test } from '@japa/runner'
import fc from 'fast-check'
import { Refusal, withTenant } from '#foundation'
import type { ImportMode } from '#imports/mapping/mapping'
import type Import from '#imports/models/import'
import type Organization from '#organizations/models/organization'
import { registerStream } from '#warehouse'
import { ask } from '#tests/support/imports'
import { landFile, undoFile, type FileRow } from '#tests/support/landed_files'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'
import { read } from '#tests/support/warehouse'

const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']

/** Few days, keys and numbers, so that files meet each other all the time, and agree sometimes. */
const row: fc.Arbitrary<FileRow> = fc.record({
  day: fc.constantFrom(...DAYS),
  key: fc.constantFrom('a', 'b', 'c'),
  x: fc.integer({ min: 1, max: 3 }),
})
const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 3, selector: ({ key }) => key })
type Source = 'keyed' | 'plain'
type Step = { source: Source; mode: ImportMode; rows: FileRow[] } | { undo: number }
const into = (source: Source, ...modes: ImportMode[]) =>
  fc.record({ source: fc.constant(source), mode: fc.constantFrom(...modes), rows })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: into('keyed', 'upsert', 'upsert', 'replace', 'append') },
  { weight: 3, arbitrary: into('plain', 'append', 'replace') },
  { weight: 4, arbitrary: fc.record({ undo: fc.nat({ max: 9 }) }) }
)

interface Landed {
  source: Source
  mode: ImportMode
  rows: FileRow[]
  found: Import
}

/** What should count: every import that is not undone, one after the other. */
function counted(landed: Landed[], source: Source): FileRow[] {
  let kept: FileRow[] = []
  for (const { mode, rows: said } of landed.filter((one) => one.source === source)) {
    const days = said.map(({ day }) => day).sort()
    const stays = ({ day, key }: FileRow) =>
      !(mode === 'replace' && day >= days[0] && day <= days.at(-1)!) &&
      !(source === 'keyed' && said.some((one) => one.key === key))
    kept = [...kept.filter(stays), ...said]
  }
  return kept
}

function byDay(kept: FileRow[]) {
  return DAYS.map((day) => kept.filter((one) => one.day === day).reduce((sum, { x }) => sum + x, 0))
}

/** What the metric query answers, day by day. */
async function answered(organization: Organization, source: Source) {
  const metric = `${source}:x`
  const range = { from: DAYS[0], to: DAYS.at(-1) }
  const { series } = await ask(organization, { metrics: [metric], range, grain: 'day' })
  const points = new Map(series.flatMap(({ points: at }) => at.map((point) => [point.at, point])))
  return DAYS.map((day) => {
    const value = points.get(day)?.values[metric]
    return value?.status === 'available' ? value.value : 0
  })
}

const rolledUp = (organization: Organization) =>
  read(
    organization,
    'SELECT stream_id, day::text, rows, sums[1] AS sum FROM daily_rollups ORDER BY 1, 2'
  )

const summedUp = (organization: Organization) =>
  read(
    organization,
    'SELECT stream_id, day::text, count(*) AS rows, sum(m00) AS sum FROM facts GROUP BY 1, 2 ORDER BY 1, 2'
  )

/** Beside the files stand connected sources: one with streams of entities and of events, which have no numbers. */
async function givenBusyOrganization() {
  const organization = await givenOrganization()
  const { id: connectionId } = await givenConnection(organization)
  await withTenant(organization.id, async (tenant) => {
    for (const name of ['campaigns', 'events']) {
      const shape = { mode: 'daily' as const, channel: null, slots: [], dimensions: {} }
      await registerStream(tenant, { connectionId, name, ...shape })
    }
  })
  return organization
}

/** Takes a step; an addition of a key that is there has to be refused, and changes nothing. */
async function take(organization: Organization, landed: Landed[], taken: Step): Promise<Landed[]> {
  if ('undo' in taken) {
    const gone = landed[taken.undo % Math.max(landed.length, 1)]
    await (gone && undoFile(organization, gone.found))
    return landed.filter((one) => one !== gone)
  }
  const isKeyed = taken.source === 'keyed'
  const keys = new Set(counted(landed, taken.source).map(({ key }) => key))
  const isKnown = isKeyed && taken.mode === 'append' && taken.rows.some(({ key }) => keys.has(key))
  try {
    const found = await landFile(organization, { ...taken, isKeyed })
    if (isKnown) {
      throw new Error('A key that the source has was added.')
    }
    return [...landed, { ...taken, found }]
  } catch (error) {
    if (isKnown && error instanceof Refusal && error.code === 'E_KEY_KNOWN') {
      return landed
    }
    throw error
  }
}

test.group('Any history of a source', () => {
  test('of additions, replacements, updates and undoings counts what it should', async ({
    assert,
  }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
        const organization = await givenBusyOrganization()
        let landed: Landed[] = []
        const known = new Set<Source>()
        for (const taken of steps) {
          landed = await take(organization, landed, taken)
          landed.forEach(({ source }) => known.add(source))
          for (const source of known) {
            const expected = byDay(counted(landed, source))
            assert.deepEqual(await answered(organization, source), expected)
          }
        }
        assert.deepEqual(await rolledUp(organization), await summedUp(organization))
      }),
      { numRuns: 40 }
    )
  }).timeout(120_000)
})
