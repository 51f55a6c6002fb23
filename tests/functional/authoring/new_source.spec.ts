import { join } from 'node:path'
import { test } from '@japa/runner'
import { AUTH_KINDS, PAGING_KINDS } from '#authoring/scaffold/choices'
import { testPlugin, type Level } from '#sandbox'
import { givenAuthored, installAuthored } from '#tests/support/authored'
import type { NewSource } from '#authoring/scaffold/choices'

const NOW = new Date('2026-11-20T09:00:00Z')

const SUMS = 'stored sums are those of the sample business'

/** What the kit finds in a new source. */
async function failuresOf(source: Partial<NewSource>, level: Level, only?: string) {
  using authored = await givenAuthored(source)
  const restore = await installAuthored(authored)
  try {
    const root = join(authored.root, 'plugins')
    const verdicts = await testPlugin({ pluginId: authored.id, level, now: NOW, root, only })
    const failed = verdicts.filter(({ status }) => status === 'failed')
    const skipped = verdicts.filter(({ status }) => status === 'skipped')
    return {
      count: verdicts.length,
      failed: failed.map((each) => `${each.title}: ${'reason' in each ? each.reason : ''}`),
      skipped: skipped.map(({ title }) => title),
    }
  } finally {
    restore()
  }
}

test.group('A new source', (group) => {
  group.each.timeout(60_000)

  test('passes level 0 at once, whatever its author chose', async ({ assert }) => {
    for (const auth of AUTH_KINDS) {
      for (const paging of PAGING_KINDS) {
        const { failed, count } = await failuresOf({ auth, paging }, 0)
        assert.deepEqual([auth, paging, failed], [auth, paging, []])
        assert.isAbove(count, 4)
      }
    }
  })

  test('passes levels 1 and 2 with auth {auth} and paging {paging}')
    .with([
      { auth: 'apiKey', paging: 'cursor' },
      { auth: 'oauth2', paging: 'page' },
      { auth: 'none', paging: 'link' },
    ] as const)
    .run(async ({ assert }, choice) => {
      const { failed, skipped } = await failuresOf(choice, 2)

      assert.deepEqual(failed, [])
      assert.notInclude(skipped, SUMS)
    })

  test('is read to the last page with auth {auth} and paging {paging}')
    .with([
      { auth: 'basic', paging: 'lastId' },
      { auth: 'apiKey', paging: 'offset' },
    ] as const)
    .run(async ({ assert }, choice) => {
      const { failed, skipped } = await failuresOf(choice, 2, SUMS)

      assert.deepEqual({ failed, skipped }, { failed: [], skipped: [] })
    })
})
