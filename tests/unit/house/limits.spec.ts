import { test } from '@japa/runner'
import { ESLint } from 'eslint'
import app from '@adonisjs/core/services/app'

const lines = (count: number) => Array.from({ length: count }, (_, i) => `  use(${i})`).join('\n')

const PLANTED = [
  {
    rule: 'max-lines',
    file: 'app/sync/a.ts',
    code: `export const a = 1\n${'// why\n'.repeat(205)}`,
  },
  {
    rule: 'max-lines-per-function',
    file: 'plugins/tools/a/hooks.ts',
    code: `declare const use: (n: number) => void\nexport function a() {\n${lines(45)}\n}\n`,
  },
  {
    rule: 'complexity',
    file: 'app/sync/a.ts',
    code: `export const a = (n: number) => {\n${Array.from({ length: 9 }, (_, i) => `  if (n === ${i}) {\n    return ${i}\n  }`).join('\n')}\n  return n\n}\n`,
  },
  {
    rule: 'max-depth',
    file: 'app/sync/a.ts',
    code: `export function a(n: number) {\n${'if (n > 0) {\n'.repeat(4)}return n\n${'}\n'.repeat(4)}return 0\n}\n`,
  },
  {
    rule: 'max-params',
    file: 'app/sync/a.ts',
    code: 'export const a = (b: number, c: number, d: number, e: number) => b + c + d + e\n',
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    file: 'tests/unit/sync/a.spec.ts',
    code: 'export const a = (b: any) => b\n',
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    file: 'resources/features/x.ts',
    code: 'export const a = (b: any) => b\n',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'app/sync/a.ts',
    code: 'export class SyncManager {}\n',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'app/sync/controllers/runs_controller.ts',
    code: 'declare const Run: any\nexport const index = () => Run.query()\n',
  },
  {
    rule: '@unicorn/filename-case',
    file: 'app/sync/RunSync.ts',
    code: 'export const a = 1\n',
  },
  {
    rule: '@typescript-eslint/no-restricted-imports',
    file: 'resources/features/x.ts',
    code: "import { User } from '#identity'\nexport const x = User\n",
  },
]

test.group('House limits', () => {
  test('{rule} is enforced in {file}')
    .with(PLANTED)
    .run(async ({ assert }, { rule, file, code }) => {
      const eslint = new ESLint({ cwd: app.makePath() })
      const [result] = await eslint.lintText(code, { filePath: app.makePath(file) })
      assert.include(
        result.messages.map((message) => message.ruleId),
        rule
      )
    })
    .timeout(30_000)

  test('nobody keeps a list of suppressions', async ({ assert }) => {
    const { globSync, readFileSync } = await import('node:fs')
    const patterns = [
      'app',
      'plugins',
      'resources',
      'tests',
      'commands',
      'config',
      'start',
      'providers',
    ]
    const files = patterns.flatMap((folder) =>
      globSync(`${folder}/**/*.{ts,vue}`, { cwd: app.makePath() })
    )
    const mark = new RegExp(
      ['eslint' + '-disable', '@ts' + '-ignore', '@ts' + '-nocheck'].join('|')
    )
    const offenders = files.filter((file) => mark.test(readFileSync(app.makePath(file), 'utf8')))
    assert.deepEqual(offenders, [])
  })

  test('the core names no vendor', async ({ assert }) => {
    const { globSync, readFileSync, readdirSync } = await import('node:fs')
    const vendors = readdirSync(app.makePath('plugins/connectors')).filter(
      (name) => name !== 'files'
    )
    const words = ['acme', ...vendors].map((vendor) => vendor.replaceAll('_', '[-_ ]?')).join('|')
    const vendor = new RegExp(`['"\`/]((${words})[^a-z])`, 'i')
    // Billing collects through one payment provider by name: that is no source.
    const files = globSync('app/**/*.ts', { cwd: app.makePath() }).filter(
      (file) => !/^app\/(sandbox|billing)\//.test(file)
    )
    const offenders = files.filter((file) => vendor.test(readFileSync(app.makePath(file), 'utf8')))
    assert.deepEqual(offenders, [])
  })
})
