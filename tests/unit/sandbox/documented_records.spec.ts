import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import type { Plugin } from '#kit'
import { factsOf, type DocumentedCase } from '#tests/support/documented'

/** `tests/documented.ts` of a plugin holds records of the vendor's documentation and what they become, worked out by hand. */
const root = app.makePath('plugins/connectors')
const folders = readdirSync(root).filter((name) =>
  existsSync(join(root, name, 'tests/documented.ts'))
)

test.group('Documented records become the facts that were worked out by hand', () => {
  test('{$self}')
    .with(folders)
    .run(async ({ assert }, folder) => {
      const { default: manifest } = (await import(join(root, folder, 'plugin.ts'))) as {
        default: Plugin
      }
      const { default: cases } = (await import(join(root, folder, 'tests/documented.ts'))) as {
        default: DocumentedCase[]
      }

      const found = cases.map((each) => ({ title: each.title, facts: factsOf(manifest, each) }))

      assert.deepEqual(
        found,
        cases.map(({ title, facts }) => ({ title, facts }))
      )
    })
})
