import { test } from '@japa/runner'
import { brokenBoundaries } from '#tests/support/planted_house'

/** One planted violation per boundary; each must be seen, by alias and by relative path alike. */
const PLANTED = [
  {
    title: 'an import away from the ground, through an alias',
    files: {
      'app/warehouse/index.ts': `import { runMetricQuery } from '#metrics'\nexport const w = runMetricQuery`,
      'app/metrics/index.ts': `export const runMetricQuery = 1`,
    },
    broken: ['toward-the-ground-warehouse: app/warehouse/index.ts → app/metrics/index.ts'],
  },
  {
    title: 'another context entered beside its public API',
    files: {
      'app/metrics/index.ts': `import { rows } from '#warehouse/queries/rows'\nexport const m = rows`,
      'app/warehouse/queries/rows.ts': `export const rows = 1`,
    },
    broken: ['through-the-public-api: app/metrics/index.ts → app/warehouse/queries/rows.ts'],
  },
  {
    title: 'a type taken from behind a public API',
    files: {
      'app/metrics/index.ts': `import type { Row } from '../warehouse/models/row.js'\nexport type M = Row`,
      'app/warehouse/models/row.ts': `export interface Row { id: string }`,
    },
    broken: ['through-the-public-api: app/metrics/index.ts → app/warehouse/models/row.ts'],
  },
  {
    title: 'a plugin that imports the core',
    files: {
      'plugins/connectors/acme/plugin.ts': `import { newId } from '#foundation'\nexport default newId`,
      'app/foundation/index.ts': `export const newId = 1`,
    },
    broken: [
      'plugins-import-the-kit-only: plugins/connectors/acme/plugin.ts → app/foundation/index.ts',
    ],
  },
  {
    title: 'a plugin that imports another plugin',
    files: {
      'plugins/connectors/acme/plugin.ts': `import { other } from '../other/parts.js'\nexport default other`,
      'plugins/connectors/other/parts.ts': `export const other = 1`,
    },
    broken: [
      'plugins-import-the-kit-only: plugins/connectors/acme/plugin.ts → plugins/connectors/other/parts.ts',
    ],
  },
  {
    title: 'what a vendor family shares, that imports the core or another plugin',
    files: {
      'plugins/connectors/acme/plugin.ts': `import { auth } from '../../vendors/acme/auth.js'\nexport default auth`,
      'plugins/vendors/acme/auth.ts': `import { newId } from '#foundation'\nimport { other } from '../../connectors/other/parts.js'\nexport const auth = [newId, other]`,
      'plugins/connectors/other/parts.ts': `export const other = 1`,
      'app/foundation/index.ts': `export const newId = 1`,
    },
    broken: [
      'plugins-import-the-kit-only: plugins/vendors/acme/auth.ts → app/foundation/index.ts',
      'plugins-import-the-kit-only: plugins/vendors/acme/auth.ts → plugins/connectors/other/parts.ts',
    ],
  },
  {
    title: 'an action that knows a controller',
    files: {
      'app/sync/actions/run.ts': `import { C } from '#sync/controllers/c'\nexport const run = C`,
      'app/sync/controllers/c.ts': `export const C = 1`,
    },
    broken: ['no-way-back-to-the-web: app/sync/actions/run.ts → app/sync/controllers/c.ts'],
  },
  {
    title: 'the core naming a plugin',
    files: {
      'app/sync/index.ts': `import acme from '#plugins/connectors/acme/plugin'\nexport const s = acme`,
      'plugins/connectors/acme/plugin.ts': `export default 1`,
    },
    broken: [
      'nothing-imports-plugins-by-name: app/sync/index.ts → plugins/connectors/acme/plugin.ts',
    ],
  },
  {
    title: 'browser code that runs server code',
    files: {
      'resources/features/x.ts': `import { runMetricQuery } from '../../app/metrics/index.js'\nexport const x = runMetricQuery`,
      'app/metrics/index.ts': `export const runMetricQuery = 1`,
    },
    broken: [
      'browser-imports-the-server-by-type-only: resources/features/x.ts → app/metrics/index.ts',
    ],
  },
  {
    title: 'a circle',
    files: {
      'app/sync/a.ts': `import { b } from './b.js'\nexport const a = b`,
      'app/sync/b.ts': `import { a } from './a.js'\nexport const b = a`,
    },
    broken: ['not-circular: app/sync/a.ts → app/sync/b.ts'],
  },
  {
    title: 'an alias that leads nowhere',
    files: { 'app/sync/a.ts': `import { b } from '#sync/missing'\nexport const a = b` },
    broken: ['not-unresolved: app/sync/a.ts → #sync/missing'],
  },
]

test.group('House boundaries', () => {
  test('{title} is seen')
    .with(PLANTED)
    .run(({ assert }, { files, broken }) => {
      assert.deepEqual(brokenBoundaries(files as never), broken)
    })
    .timeout(20_000)

  test('a house in order breaks nothing', ({ assert }) => {
    const files = {
      'app/metrics/index.ts': `import { rows } from '#warehouse'\nexport const m = rows`,
      'app/warehouse/index.ts': `export { rows } from './queries/rows.js'`,
      'app/warehouse/queries/rows.ts': `export const rows = 1`,
      'plugins/connectors/acme/plugin.ts': `import type { Plugin } from '#kit'\nexport default {} as Plugin`,
      'app/plugin_host/kit/index.ts': `export interface Plugin { id: string }`,
      'resources/features/x.ts': `import type { M } from '../../app/metrics/index.js'\nexport type X = M`,
    }
    assert.deepEqual(brokenBoundaries(files), [])
  }).timeout(20_000)
})
