import { test } from '@japa/runner'
import { drainQueue } from '#foundation/job_queue'
import { runSyncJob } from '#sync/jobs/run_sync'
import { assertSound, openPageAs, TWO_LOOKS, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenEmulator } from '#tests/support/sandbox_sources'

const SAMPLE_POSTGRES = '../../../bin/launch/sample_postgres.mjs'
/** The sample database is started and filled when it is first asked for. */
const STARTING = 60_000

test.group('Tables of a database', (group) => {
  usesBrowser(group)

  group.setup(async () => {
    const { startSamplePostgres } = await import(SAMPLE_POSTGRES)
    const emulator = await givenEmulator({ startDatabases: startSamplePostgres, vendors: [] })
    return () => emulator.stop()
  })

  test(
    'a person connects PostgreSQL, chooses a table, and sees that it matches: {viewport}, {theme}'
  )
    .with(TWO_LOOKS)
    .run(async ({ assert }, look) => {
      const organization = await givenOrganization({ name: 'Harbor Coffee' })
      const page = await openPageAs(await givenMember(organization), look)

      await visit(page, `/o/${organization.slug}/sources/new`)
      await page.getByRole('button', { name: /PostgreSQL/ }).click()
      await page.getByText('You choose what is read once it is connected.').waitFor()
      await assertSound(assert, page, 'database-panel')
      await page.getByRole('button', { name: 'Try in the sandbox' }).click()
      await page.getByText('No tables yet').waitFor({ timeout: STARTING })
      await assertSound(assert, page, 'database-tables-empty')

      await page.getByRole('link', { name: 'Add table' }).click()
      await page.getByRole('button', { name: 'Table or view' }).click()
      await page.getByRole('option', { name: 'public.orders', exact: true }).click()
      await page.getByRole('cell', { name: 'JPY' }).first().waitFor()
      await assertSound(assert, page, 'database-columns')
      await page.getByRole('button', { name: 'Save and sync' }).click()
      await page.getByText('Its first sync has started.').first().waitFor()
      await assertSound(assert, page, 'database-tables')
      await drainQueue(runSyncJob)

      await page.getByRole('link', { name: 'PostgreSQL' }).click()
      await page.getByText('Matches source 100.00%').waitFor()
      await assertSound(assert, page, 'database-source')
      await page.getByRole('link', { name: 'Explore' }).last().click()
      await page.getByRole('heading', { name: 'Explore' }).waitFor()
      await page.getByText('Revenue').first().waitFor()
    })
    .timeout(120_000)
})
