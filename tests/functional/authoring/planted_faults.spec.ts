import { join } from 'node:path'
import { test } from '@japa/runner'
import { testPlugin } from '#sandbox'
import { ledgerCases, replayCases } from '#sandbox/conformance/cases/index'
import { givenAuthored, givenCopy, installAuthored } from '#tests/support/authored'
import { HELD_BY_THE_CORE, PLANTED, type Planted } from '#tests/support/planted_faults'

const NOW = new Date('2026-11-20T09:00:00Z')

async function failuresOf({ rule, source, copyOf, id, edits }: Planted) {
  using authored = copyOf ? await givenCopy(copyOf, edits) : await givenAuthored(source, edits)
  const restore = await installAuthored(authored)
  try {
    const root = join(authored.root, 'plugins')
    const verdicts = await testPlugin({
      pluginId: id ?? authored.id,
      level: 2,
      now: NOW,
      root,
      only: rule,
    })
    return verdicts.filter(({ status }) => status === 'failed')
  } finally {
    restore()
  }
}

test.group('The conformance kit catches', (group) => {
  group.each.timeout(60_000)

  test('{fault}: {rule}')
    .with(PLANTED)
    .run(async ({ assert }, planted) => {
      const failed = await failuresOf(planted)

      assert.include(
        failed.map(({ title }) => title),
        planted.rule
      )
    })

  test('a fault against each of its rules', ({ assert }) => {
    const rules = [...replayCases, ...ledgerCases].map(({ title }) => title)
    const planted = new Set(PLANTED.map(({ rule }) => rule))

    const untried = rules.filter((rule) => !planted.has(rule) && !HELD_BY_THE_CORE.includes(rule))

    assert.deepEqual(untried, [])
    assert.deepEqual(
      HELD_BY_THE_CORE.filter((rule) => planted.has(rule) || !rules.includes(rule)),
      []
    )
  })
})
