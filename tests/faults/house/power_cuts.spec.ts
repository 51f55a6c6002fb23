import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { setTimeout as delay } from 'node:timers/promises'
import { folder } from '#tests/support/launcher'
import { RunningLauncher } from '#tests/support/running_launcher'
import { seededRandom } from '#tests/support/seeded_random'
import { settledSample, type SettledSample } from '#tests/support/settled_sample'

/** `POWER_CUTS=20 npm test -- faults -- --files=tests/faults/house/power_cuts.spec.ts` is the long set; `FAULT_SEED` draws other moments. */
const CUTS = Number(process.env.POWER_CUTS ?? 2)
const SEED = Number(process.env.FAULT_SEED ?? 20261130)
const FIRST_MINUTE_MS = 60_000
/** A busy machine prepares the sample four times as slowly as an idle one. */
const PATIENCE_SECONDS = 240

/** Each moment lies in its own part of the first minute, so that few cuts cover it as well as many. */
function momentsOf(count: number) {
  const draw = seededRandom(SEED)
  return Array.from({ length: count }, (_, part) =>
    Math.round(((part + draw()) / count) * FIRST_MINUTE_MS)
  )
}

const day = (daysAgo: number) => DateTime.utc().minus({ days: daysAgo }).toISODate()!

const hasDays = ({ days }: { days: number }) => days > 0

/** What never differs between two installations of one day, however they came up. */
function essence({ sources, ...rest }: SettledSample) {
  return { ...rest, sources: sources.map(({ last, days, ...source }) => source) }
}

const sheetOf = ({ sources }: SettledSample) => sources.find(({ slug }) => slug === 'cafe-footfall')

/** A long set passes the midnight of one of the sample's zones, and begins another month. */
const isOfSameDay = (sample: SettledSample) => (other: SettledSample) =>
  sheetOf(other)?.last === sheetOf(sample)?.last

let launcher: RunningLauncher

async function cutAndStartAgain(afterMs: number): Promise<SettledSample> {
  const directory = folder()
  launcher = new RunningLauncher(directory)
  await delay(afterMs)
  await launcher.cutPower()
  launcher = new RunningLauncher(directory)
  await launcher.address()
  // It serves before its sample is prepared.
  await launcher.says('Quarterdeck is ready', PATIENCE_SECONDS)
  const sample = await settledSample(launcher)
  launcher.signal('SIGTERM')
  await launcher.ended()
  return sample
}

test.group('A power cut in the first minute', (group) => {
  const samples: SettledSample[] = []
  group.teardown(() => launcher?.kill())
  group.tap((each) => each.skip(process.platform !== 'linux', 'Finds the programs in /proc'))

  test('after {$self} ms: the next start brings everything to an end, and the sample is complete')
    .with(momentsOf(CUTS))
    .run(async ({ assert }, afterMs) => {
      const sample = await cutAndStartAgain(afterMs)
      samples.push(sample)

      const bySlug = Object.fromEntries(sample.sources.map((source) => [source.slug, source]))
      const broken = sample.sources.filter(({ status }) => status !== 'succeeded')
      assert.deepEqual(
        broken.map(({ state }) => state),
        ['needs_reconnect'],
        JSON.stringify(sample)
      )
      assert.include([day(1), day(0)], bySlug['cafe-footfall'].last!)
      for (const { slug, first, last, days, facts } of sample.sources.filter(hasDays)) {
        const span = DateTime.fromISO(last!).diff(DateTime.fromISO(first!), 'days').days + 1
        assert.equal(days, span, `${slug} has every day`)
        assert.isAbove(facts, 0)
      }
      assert.deepEqual(essence(sample), essence(samples.find(isOfSameDay(sample))!))
    })
})
