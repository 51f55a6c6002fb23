import { test } from '@japa/runner'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { scratchFolder } from '#tests/support/scratch'

const TESTING = '../../../bin/launch/testing'
const planModule = `${TESTING}/plan.mjs`
const shardModule = `${TESTING}/shard.mjs`
const filesModule = `${TESTING}/spec_files.mjs`
const durationsModule = `${TESTING}/durations.mjs`
const progressModule = `${TESTING}/progress.mjs`

const seconds = (specs: Record<string, number>) =>
  new Map(Object.entries(specs).map(([spec, each]) => [spec, each * 1_000]))

test.group('Sharing a suite out among shards', () => {
  test('gives each shard about the same time, and every spec to one of them', async ({
    assert,
  }) => {
    const { planShards } = await import(planModule)
    const expected = seconds({ a: 30, b: 20, c: 20, d: 10, e: 10, f: 10 })

    assert.deepEqual(planShards(expected, 2), [
      ['a', 'd', 'e'],
      ['b', 'c', 'f'],
    ])
  })

  test('opens no shard for some seconds of work, nor for none', async ({ assert }) => {
    const { planShards } = await import(planModule)

    assert.deepEqual(planShards(seconds({ a: 1, b: 2 }), 4), [['a', 'b']])
    assert.deepEqual(planShards(seconds({}), 4), [])
  })

  test('takes as many as there are cores, at most four, or what TEST_SHARDS says', async ({
    assert,
  }) => {
    const { allowedShards } = await import(planModule)

    assert.deepEqual(
      [allowedShards('', 2), allowedShards('', 16), allowedShards('7', 2)],
      [2, 4, 7]
    )
    assert.throws(() => allowedShards('all', 2), /TEST_SHARDS must be a number from 1 to 99/)
  })

  test('expects of a spec what it took before, and of a new one what its size says', async ({
    assert,
  }) => {
    const { expectDurations, readDurations, recordDurations } = await import(durationsModule)
    const file = join(scratchFolder(), 'durations.json')
    recordDurations({ old: 4_000 }, file)
    recordDurations({ other: 2_000 }, file)
    const sizes: Record<string, number> = { old: 4_000, other: 2_000, new: 500 }

    const expected = expectDurations(['old', 'other', 'new'], {
      durations: readDurations(file),
      sizeOf: (name: string) => sizes[name],
    })

    assert.deepEqual(
      [...expected],
      [
        ['old', 4_000],
        ['other', 2_000],
        ['new', 500],
      ]
    )
  })
})

test.group('Choosing specs', () => {
  test('--files names them as the runner reads it, in both spellings', async ({ assert }) => {
    const { matching, splitFilters } = await import(filesModule)
    const files = [
      'tests/unit/sync/a.spec.ts',
      'tests/unit/sync/b.spec.ts',
      'tests/unit/api/a.spec.ts',
    ]
    const asked = ['--files=sync/a', '--tags=@slow', '--files', 'api/*']

    const { filters, rest } = splitFilters(asked)

    assert.deepEqual(rest, ['--tags=@slow'])
    assert.deepEqual(matching(files, filters), [files[0], files[2]])
    assert.deepEqual(matching(files, ['tests/unit/sync/b.spec.ts']), [files[1]])
  })

  test('every plugin folder has a spec of its own, and one that is gone has none', async ({
    assert,
  }) => {
    const { writeConformanceSpecs } = await import('#sandbox/codegen/index_conformance')
    const { specsOf } = await import(filesModule)
    const root = scratchFolder()
    const stale = join(root, '.adonisjs/tests/conformance/connectors.gone.spec.ts')
    for (const folder of [dirname(stale), join(root, 'plugins/connectors/shop')]) {
      mkdirSync(folder, { recursive: true })
    }
    writeFileSync(stale, '')
    writeFileSync(join(root, 'plugins/connectors/shop/plugin.ts'), '')

    writeConformanceSpecs(root)

    const [spec, ...others] = specsOf('functional', root)
    assert.deepEqual(others, [])
    assert.equal(spec, '.adonisjs/tests/conformance/connectors.shop.spec.ts')
    assert.include(readFileSync(join(root, spec), 'utf8'), "conformanceOf('connectors/shop')")
  })
})

test.group('A shard', (group) => {
  group.each.timeout(60_000)

  const runUnit = async (environment: NodeJS.ProcessEnv) => {
    const { runShard } = await import(shardModule)
    const told: unknown[] = []
    const args = ['--files=tests/unit/house/restarts.spec.ts']
    const onSpec = (each: { spec: string; passed: number }) => told.push([each.spec, each.passed])
    const { durations, ...result } = await runShard({ suite: 'unit', args, environment, onSpec })
    return { ...result, told, timed: Object.keys(durations) }
  }

  test('tells each spec when it is done, and counts what ran', async ({ assert }) => {
    const { output, ...result } = await runUnit(process.env)

    const spec = 'tests/unit/house/restarts.spec.ts'
    assert.include(output, 'PASSED')
    assert.deepEqual(result, { passed: 2, failed: 0, skipped: 0, told: [[spec, 2]], timed: [spec] })
  })

  test('that cannot start counts as failed, and says why', async ({ assert }) => {
    const { output, ...result } = await runUnit({ ...process.env, APP_KEY: '' })

    assert.include(output, 'APP_KEY')
    assert.deepEqual(result, { passed: 0, failed: 1, skipped: 0, told: [], timed: [] })
  })

  test('that ends in the middle keeps what it had told and counts one failure more', async ({
    assert,
  }) => {
    const { countResults } = await import(shardModule)
    const specs = [{ passed: 3, failed: 1, skipped: 2 }]
    const end = { passed: 5, failed: 0, skipped: 0 }

    assert.deepEqual(countResults({ specs }, 7), { passed: 3, failed: 2, skipped: 2 })
    assert.deepEqual(countResults({ specs, end }, 0), end)
    assert.deepEqual(countResults({ specs, end }, 1), { ...end, failed: 1 })
  })

  test('with failures shows all that it wrote at its end, a good one a line', async ({
    assert,
  }) => {
    const { tellEnd } = await import(progressModule)
    const lines: string[] = []
    const write = (text: string) => lines.push(text)

    tellEnd('unit 1/2', { passed: 3, failed: 0, output: 'chatter' }, write)
    tellEnd('unit 2/2', { passed: 3, failed: 1, output: 'expected 1, got 2' }, write)

    assert.equal(lines[0], '✔ [unit 1/2] ended: 3 passed, 0 failed\n')
    assert.include(lines[1], 'expected 1, got 2')
    assert.isTrue(lines[1].endsWith('✘ [unit 2/2] ended: 3 passed, 1 failed\n'))
  })
})
