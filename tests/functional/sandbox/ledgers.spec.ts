import { readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { generateBusiness } from '#sandbox'
import { withRig } from '#sandbox/conformance/rig'
import { definitionAt, differencesOf, storedAfterSync } from '#tests/support/ledgers'

const NOW = new Date('2026-11-20T09:00:00Z')
const business = generateBusiness({ now: NOW, months: 2 })

/** `tests/ledger.ts` of a plugin says what of the sample business each of its metrics has to add up to. */
const root = app.makePath('plugins/connectors')
const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'tests/ledger.ts')))

test.group('What is stored equals the books of the sample business', () => {
  test('{$self}, by day and currency, to the cent')
    .with(folders)
    .run(async ({ assert }, folder) => {
      const { pluginId, entries } = await definitionAt(join(root, folder))
      const stored = await withRig({ pluginId, now: NOW }, storedAfterSync)

      const found = entries.map((entry) => differencesOf(entry, { stored, business, now: NOW }))
      assert.deepEqual(found.flat(), [])
    })
    .timeout(60_000)
})
