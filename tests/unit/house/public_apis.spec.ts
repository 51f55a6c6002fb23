import { test } from '@japa/runner'
import { globSync, readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { publicApiFaults } from '#tests/support/public_apis'

const names = (count: number) => Array.from({ length: count }, (_, index) => `name${index}`)
const offering = (count: number) => `export { ${names(count).join(', ')} } from './a.js'\n`

const PLANTED = [
  {
    title: 'one name too many',
    source: offering(16),
    fault: 'planted.ts offers 16 names, 15 are the most',
  },
  {
    title: 'a type too many',
    source: `${offering(15)}export type { Row } from './row.js'`,
    fault: 'planted.ts offers 16 names, 15 are the most',
  },
  {
    title: 'names that are not named',
    source: `export type * from './types.js'`,
    fault: `planted.ts holds \`export type * from './types.js'\`: a public API names what it passes on`,
  },
  {
    title: 'ten functions behind one name',
    source: `export * as rows from './rows.js'`,
    fault: `planted.ts holds \`export * as rows from './rows.js'\`: a public API names what it passes on`,
  },
  {
    title: 'an object made in the public API',
    source: `import { a } from './a.js'\nexport const rows = { a }`,
    fault: 'planted.ts holds `export const rows = { a }`: a public API names what it passes on',
  },
]

test.group('House files', () => {
  test('{title} is seen')
    .with(PLANTED)
    .run(({ assert }, { source, fault }) => {
      assert.include(publicApiFaults('planted.ts', source), fault)
    })

  test('fifteen names are in order', ({ assert }) => {
    assert.deepEqual(publicApiFaults('planted.ts', offering(15)), [])
  })

  test('every context offers fifteen names at most', ({ assert }) => {
    const files = globSync('app/*/index.ts', { cwd: app.makePath() })
    const faults = files.flatMap((file) =>
      publicApiFaults(file, readFileSync(app.makePath(file), 'utf8'))
    )

    assert.deepEqual(faults, [])
    assert.isAbove(files.length, 12)
  })
})
