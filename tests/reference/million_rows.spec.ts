import { test } from '@japa/runner'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, importPath } from '#tests/support/imports'
import { exportTotals, writeExport } from '#tests/support/large_export'
import { givenOrganization } from '#tests/support/organizations'

const ROWS = 1_000_000
const LIMIT_SECONDS = 60

test.group('A file of a million rows', (group) => {
  let folder: string
  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quarterdeck-'))
    return () => rm(folder, { recursive: true, force: true })
  })

  test('lands whole, within a minute, and adds up', async ({ assert }) => {
    const organization = await givenOrganization()
    const path = join(folder, 'export.csv')
    await writeExport(path, ROWS)

    const { outcome } = await importPath(organization, path, { source: 'export' })

    assert.containsSubset(outcome, { read: ROWS, written: ROWS, rejected: 0 })
    assert.isBelow(outcome.seconds, LIMIT_SECONDS)
    const metrics = ['export:impressions', 'export:clicks', 'export:cost']
    const { totals } = await ask(organization, { metrics })
    const found = metrics.map((metric) => {
      const total = totals[metric]
      return total.status === 'available' ? Math.round(total.value * 100) : total.reason
    })
    const { impressions, clicks, costCents } = exportTotals(ROWS)
    assert.deepEqual(found, [impressions * 100, clicks * 100, costCents])
  })
})
