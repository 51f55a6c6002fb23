import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { emulatedSource } from '#tests/support/emulated_sources'
import { givenEmulator } from '#tests/support/sandbox_sources'

const NOW = new Date('2026-11-20T12:00:00Z')
const FROM = '2026-10-01'

type Vendor = Parameters<typeof emulatedSource>[0]

/** Every number that is stored of a source, added up by stream, currency and metric. */
async function sumsOf(vendor: Vendor) {
  const source = await emulatedSource(vendor, { now: NOW, backfillFrom: FROM })
  const run = await source.sync()
  const rows = await source.read<{ sum: string }>(
    `SELECT concat_ws(' ', s.name, coalesce(f.currency, '-'), slot.value->>'metric', sum(
       (to_jsonb(f)->>('m' || lpad((slot.ordinality - 1)::text, 2, '0')))::float8)) AS sum
     FROM source_streams s JOIN facts f ON f.organization_id = s.organization_id AND f.stream_id = s.id
     CROSS JOIN jsonb_array_elements(s.slots) WITH ORDINALITY AS slot
     GROUP BY s.name, f.currency, slot.value->>'metric' ORDER BY 1`
  )
  const [{ entities }] = await source.read('SELECT count(*)::int AS entities FROM entities')
  return { status: run.status, entities, sums: rows.map(({ sum }) => sum) }
}

test.group('Numbers of the sample business', (group) => {
  group.setup(async () => {
    const emulator = await givenEmulator({ now: () => NOW })
    return () => emulator.stop()
  })

  for (const vendor of ['googleAds', 'stripe'] as const) {
    test(`what is stored of ${vendor} stays what it was before the reader was rebuilt`, async ({
      assert,
    }) => {
      const place = new URL('../../support/sample_sums.json', import.meta.url)
      const known: Record<string, unknown> = JSON.parse(await readFile(place, 'utf8'))

      assert.deepEqual(await sumsOf(vendor), known[vendor])
    })
  }
})
