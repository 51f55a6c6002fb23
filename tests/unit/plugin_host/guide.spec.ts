import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import app from '@adonisjs/core/services/app'
import typescript from 'typescript'
import { scaffoldPlugin } from '#authoring/scaffold/plugin_files'
import { runHook, stopHookRunner } from '#plugin_host/hooks/run_hook'
import { NEW_SOURCE } from '#tests/support/authored'

const guide = readFileSync(app.makePath('docs/plugin-developers.md'), 'utf8')

/** The blocks of a language, in order. */
const blocksIn = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]+?)\`\`\``, 'g'))].map(
    ([, code]) => code
  )

/** What TypeScript cannot read of a block, which is a module or a value. */
function errorsIn(code: string) {
  const readings = [code, `(${code.trim().replace(/,$/, '')})`, `({${code}})`]
  const errors = readings.map((text) => {
    const { diagnostics = [] } = typescript.transpileModule(text, { reportDiagnostics: true })
    return diagnostics.map(({ messageText }) => String(messageText))
  })
  return errors.some((each) => each.length === 0) ? [] : errors[0]
}

test.group('The guide for plugin developers', (group) => {
  group.teardown(stopHookRunner)

  test('shows what make:plugin writes, which the conformance kit passes', async ({ assert }) => {
    const { folder, files } = await scaffoldPlugin(app.makePath(), NEW_SOURCE)
    const [wire, manifest] = blocksIn('ts')

    assert.equal(wire, files[`${folder}/sandbox/wire.ts`])
    assert.equal(manifest, files[`${folder}/plugin.ts`])
    assert.equal(blocksIn('json')[0], files[`${folder}/sandbox/pages/report.json`])
  })

  test('names commands and options that there are', async ({ assert }) => {
    await ace.boot()
    const lines = blocksIn('sh').flatMap((block) => block.trim().split('\n'))
    const commands = lines.filter((line) => line.startsWith('node ace '))

    assert.isAbove(commands.length, 6)
    for (const line of commands) {
      const [name, ...rest] = line.slice('node ace '.length).split(' ')
      const known = ace.getCommand(name)?.flags.map(({ flagName }) => flagName)
      const asked = rest.flatMap((part) => /^--([\w-]+)/.exec(part)?.[1] ?? [])
      assert.isDefined(known, line)
      assert.includeMembers(known ?? [], asked, line)
    }
  })

  test('holds no block that TypeScript cannot read', ({ assert }) => {
    for (const block of [...blocksIn('ts'), ...blocksIn('js')]) {
      assert.deepEqual(errorsIn(block), [], block)
    }
  })

  test('shows a hook that does what it says', async ({ assert }) => {
    const [code] = blocksIn('js')
    const input = { records: [{ days: ['2026-11-01'], clicks: { a: [3] } }] }
    const asked: unknown[] = []
    const records = await runHook(
      { code, name: 'spread', input, now: new Date(0) },
      async (call) => {
        asked.push(call)
        return { status: 200, body: { names: { a: 'Autumn' } } }
      }
    )

    assert.deepEqual(records, [{ id: 'a', day: '2026-11-01', name: 'Autumn', clicks: 3 }])
    assert.deepEqual(asked, [{ call: { get: '/v1/names', query: { ids: 'a' } } }])
  })
})
