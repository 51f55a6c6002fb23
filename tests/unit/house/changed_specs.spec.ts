import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const CHANGES = '../../../bin/launch/testing/changes.mjs'
const GRAPH = '../../../bin/launch/testing/import_graph.mjs'
const TASK = '../../../bin/launch/tasks/test.mjs'

const SPECS = [
  'tests/unit/metrics/ranges.spec.ts',
  'tests/unit/house/limits.spec.ts',
  'tests/functional/metrics/currency.spec.ts',
  'tests/functional/mail/mailbox.spec.ts',
  'tests/browser/shell.spec.ts',
  '.adonisjs/tests/conformance/connectors.shop.spec.ts',
  '.adonisjs/tests/conformance/connectors.mill.spec.ts',
]

const IMPORTS = {
  'tests/unit/metrics/ranges.spec.ts': ['app/metrics/ranges.ts'],
  'tests/functional/metrics/currency.spec.ts': ['tests/support/organizations.ts'],
  'tests/functional/mail/mailbox.spec.ts': ['tests/support/organizations.ts'],
  'tests/support/organizations.ts': ['app/organizations/index.ts'],
  'app/metrics/routes.ts': ['app/metrics/controllers/metrics_controller.ts'],
  'app/metrics/controllers/metrics_controller.ts': ['app/metrics/ranges.ts'],
  'app/metrics/ranges.ts': [],
  'app/organizations/index.ts': [],
}

/** What a change touches in a small house; the spec that looks at every file is touched by each. */
async function touchedBy(...changed: string[]): Promise<string[]> {
  const { touchedSpecs } = await import(CHANGES)
  const { graphOf } = await import(GRAPH)
  const modules = Object.entries(IMPORTS).map(([source, imported]) => ({
    source,
    dependencies: imported.map((resolved) => ({ resolved })),
  }))
  const found = await touchedSpecs(SPECS, changed, { graph: graphOf(modules) })
  return SPECS.filter((spec) => found.has(spec) && !spec.includes('/house/'))
}

test.group('What a change touches', () => {
  test('reaches every spec whose imports lead to it', async ({ assert }) => {
    assert.deepEqual(await touchedBy('app/organizations/index.ts'), [
      'tests/functional/metrics/currency.spec.ts',
      'tests/functional/mail/mailbox.spec.ts',
      'tests/browser/shell.spec.ts',
    ])
  })

  test('reaches the specs that speak to its context from outside', async ({ assert }) => {
    assert.deepEqual(await touchedBy('app/metrics/ranges.ts'), [
      'tests/unit/metrics/ranges.spec.ts',
      'tests/functional/metrics/currency.spec.ts',
      'tests/browser/shell.spec.ts',
    ])
    assert.deepEqual(await touchedBy('resources/pages/metrics/index.vue'), [
      'tests/browser/shell.spec.ts',
    ])
  })

  test('reaches the conformance of a plugin by any file of its folder, and no other plugin', async ({
    assert,
  }) => {
    assert.deepEqual(await touchedBy('plugins/connectors/shop/sandbox/pages/orders.json'), [
      '.adonisjs/tests/conformance/connectors.shop.spec.ts',
    ])
  })

  test('is everything where nothing tells what depends on it', async ({ assert }) => {
    const touched = await touchedBy('database/migrations/202611300000_more.ts')

    assert.deepEqual(
      touched,
      SPECS.filter((spec) => !spec.includes('/house/'))
    )
  })

  test('is read from the real imports of the project', async ({ assert }) => {
    const { importGraph } = await import(GRAPH)
    const graph = await importGraph(app.makePath(), ['tests/unit/reading'])

    const reached: string[] = [...graph.reaching(['app/shared/expressions/expression.ts'])]

    assert.isTrue(reached.some((file) => file.startsWith('tests/unit/reading/')))
    assert.isTrue(reached.some((file) => file.startsWith('app/reading/')))
  }).timeout(60_000)

  test('is asked for with or without a branch to compare with', async ({ assert }) => {
    const { readArguments } = await import(TASK)

    assert.deepEqual(readArguments(['--changed', 'main', 'unit', '--', '--tags=@slow']), {
      named: ['unit'],
      base: 'main',
      runnerArgs: ['--tags=@slow'],
    })
    assert.deepEqual(readArguments(['--changed', 'unit']), {
      named: ['unit'],
      base: '',
      runnerArgs: [],
    })
    assert.deepEqual(readArguments(['unit', '--files=x']), {
      named: ['unit'],
      base: undefined,
      runnerArgs: ['--files=x'],
    })
    assert.deepEqual(readArguments(['unit']), { named: ['unit'], base: undefined, runnerArgs: [] })
  })

  test('a branch that is not there gets a sentence', async ({ assert }) => {
    const { changedFiles } = await import(CHANGES)

    assert.throws(() => changedFiles('no-such-branch'), /'no-such-branch' is no branch or commit/)
  })
})
