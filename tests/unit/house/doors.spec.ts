import { test } from '@japa/runner'
import { globSync, readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { doorFaults } from '#tests/support/doors'

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
    fault: `planted.ts holds \`export type * from './types.js'\`: a door names what it passes on`,
  },
  {
    title: 'ten functions behind one name',
    source: `export * as rows from './rows.js'`,
    fault: `planted.ts holds \`export * as rows from './rows.js'\`: a door names what it passes on`,
  },
  {
    title: 'an object made in the door',
    source: `import { a } from './a.js'\nexport const rows = { a }`,
    fault: 'planted.ts holds `export const rows = { a }`: a door names what it passes on',
  },
]

test.group('House doors', () => {
  test('{title} is seen')
    .with(PLANTED)
    .run(({ assert }, { source, fault }) => {
      assert.include(doorFaults('planted.ts', source), fault)
    })

  test('fifteen names are in order', ({ assert }) => {
    assert.deepEqual(doorFaults('planted.ts', offering(15)), [])
  })

  test('every context offers fifteen names at most', ({ assert }) => {
    const doors = globSync('app/*/index.ts', { cwd: app.makePath() })
    const faults = doors.flatMap((door) =>
      doorFaults(door, readFileSync(app.makePath(door), 'utf8'))
    )

    assert.deepEqual(faults, [])
    assert.isAbove(doors.length, 12)
  })
})
