import { test } from '@japa/runner'
import { readFileSync } from 'node:fs'
import { ESLint } from 'eslint'
import * as prettier from 'prettier'
import app from '@adonisjs/core/services/app'
import { namesOf } from '#core/scaffold/names'
import { otherFiles } from '#core/scaffold/other_files'
import { serverFiles } from '#core/scaffold/server_files'
import { registerAlias, registerOrder } from '#core/scaffold/registrations'
import { brokenBoundaries } from '#tests/support/planted_house'

const names = namesOf('subscriptions')
const files = { ...serverFiles(names), ...otherFiles(names, '209901010000') }

/** The public APIs that a new context uses, empty: the boundary check needs files to point at. */
const publicApis = {
  'app/foundation/index.ts': 'export {}',
  'app/organizations/index.ts': 'export {}',
  'app/audit/index.ts': 'export {}',
}

test.group('New context', () => {
  test('every generated file passes the linter and the formatter', async ({ assert }) => {
    const eslint = new ESLint({ cwd: app.makePath() })
    const faults: string[] = []
    for (const [path, content] of Object.entries(files)) {
      const filepath = app.makePath(path)
      const style = await prettier.resolveConfig(filepath)
      if (!(await prettier.check(content, { ...style, filepath }))) {
        faults.push(`${path}: format`)
      }
      const results = await eslint.lintText(content, { filePath: filepath, warnIgnored: false })
      faults.push(...results.flatMap((r) => r.messages.map((m) => `${path}: ${m.message}`)))
    }
    assert.deepEqual(faults, [])
  }).timeout(30_000)

  test('its imports stay inside the boundaries', ({ assert }) => {
    const backend = Object.entries(files).filter(([path]) => path.startsWith('app/'))
    const found = brokenBoundaries({ ...publicApis, ...Object.fromEntries(backend) })
    const unexpected = found.filter((line) => !line.startsWith('not-unresolved'))
    assert.deepEqual(unexpected, [])
  }).timeout(20_000)

  test('it is registered in the order and the aliases', ({ assert }) => {
    const read = (path: string) => readFileSync(app.makePath(path), 'utf8')
    const rules = registerOrder(read('.dependency-cruiser.cjs'), 'alerts', 'dashboards')
    const { imports } = JSON.parse(registerAlias(read('package.json'), 'alerts'))

    assert.match(rules, /'dashboards',\s+'alerts',/)
    assert.equal(imports['#alerts'], './app/alerts/index.js')
  })

  test('an unknown neighbour is refused with the known ones', ({ assert }) => {
    const rules = readFileSync(app.makePath('.dependency-cruiser.cjs'), 'utf8')
    assert.throws(() => registerOrder(rules, 'alerts', 'nowhere'), /not a context. Choose one of/)
  })
})
