import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { DevSession } from '#authoring/watching/dev_session'
import { watchFolder } from '#authoring/watching/watch_folder'
import { sideBySide } from '#authoring/watching/panes'
import { scratchFolder } from '#tests/support/scratch'
import { givenAuthored, type Authored } from '#tests/support/authored'

const NOW = new Date('2026-11-20T09:00:00Z')

/** Saves a file of the source anew; answers how to undo that. */
const saving =
  ({ root, folder }: Authored) =>
  (name: string, from: string | RegExp, to: string) => {
    const file = join(root, folder, name)
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, before.replace(from, to))
    return () => writeFileSync(file, before)
  }

test.group('node ace plugin:dev', (group) => {
  let authored: Authored
  let session: DevSession
  let save: ReturnType<typeof saving>
  group.setup(async () => {
    authored = await givenAuthored()
    const { root, folder } = authored
    session = new DevSession({ root, folder, now: () => NOW, width: () => 160 })
    save = saving(authored)
    return () => authored[Symbol.dispose]()
  })

  test('shows a save from the call to the facts, and the next save anew', async ({ assert }) => {
    const first = await session.show()

    assert.isTrue(first.isSound, first.text)
    const [head] = first.text.split('\n')
    assert.match(head, /^acme\/ads campaign_days, account /)
    assert.match(first.text, /^Call +│ Page +│ Mapped rows +│ Facts$/m)
    assert.match(
      first.text,
      /^GET api\.acme\.example +│ \{ +│ campaign \d+:\d+ +│ 2026-11-\d\d campaign/m
    )
    assert.match(first.text, /spend [\d.]+ EUR/)
    assert.match(first.text, /20 records: 20 facts, \d+ entities, 0 events, 0 rejected/)

    const undo = save('plugin.ts', "clicks: 'record.clicks'", "clicks: 'record.clicks * 1000'")
    save('sandbox/pages/report.json', '"{{campaignName}}"', '"Renamed"')
    const second = await session.show()

    assert.isTrue(second.isSound, second.text)
    assert.match(second.text, /clicks \d+000\b/)
    assert.match(second.text, /Renamed/)
    undo()
  })

  test('says what is wrong with a save, and goes on', async ({ assert }) => {
    const wrong = async (name: string, from: string | RegExp, to: string) => {
      const undo = save(name, from, to)
      const { isSound, text } = await session.show()
      undo()
      assert.isFalse(isSound, text)
      return text
    }

    assert.match(
      await wrong('plugin.ts', "spend: 'micros", "costs: 'micros"),
      /plugin\.ts:\d+:\d+\n.*costs is no metric[\s\S]+Fix: /
    )
    assert.match(
      await wrong('plugin.ts', "sdk: '^1.0'", 'sdk: 1'),
      /plugin\.ts:\d+:\d+\n.*number.* is not assignable to type 'string'.* \(TS2322\)/
    )
    assert.match(
      await wrong('plugin.ts', 'definePlugin({', 'definePlugin({{'),
      /plugin\.ts:\d+:\d+[\s\S]+cannot be loaded/
    )
    assert.match(
      await wrong('sandbox/pages/report.json', '{', '{{'),
      /sandbox\/wire\.ts cannot be loaded.*report\.json is no JSON/
    )
    assert.match(
      await wrong(
        'plugin.ts',
        "spend: 'micros(record.cost)'",
        "spend: 'micros(record.campaign_name)'"
      ),
      /0 facts.*20 rejected/
    )

    const { isSound, text } = await session.show()
    assert.isTrue(isSound, text)
  })

  test('works again after each change below the folder, until it is ended', async ({ assert }) => {
    const folder = scratchFolder()
    const ending = new AbortController()
    const seen: string[][] = []
    await watchFolder(
      folder,
      async (changed) => {
        seen.push(changed)
        if (seen.length === 3) {
          return ending.abort()
        }
        writeFileSync(join(folder, `save-${seen.length}.ts`), 'saved')
      },
      ending.signal
    )

    assert.deepEqual(seen, [[], ['save-1.ts'], ['save-2.ts']])
  })

  test('puts columns below each other where the terminal is narrow', ({ assert }) => {
    const panes = ['Call', 'Page'].map((title) => ({ title, lines: [title.repeat(20)] }))

    assert.equal(sideBySide(panes, 60).split('\n').length, 3)
    assert.equal(sideBySide(panes, 30).split('\n').length, 7)
    assert.isTrue(
      sideBySide(panes, 60)
        .split('\n')
        .every(({ length }) => length <= 60)
    )
  })
})
