import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Connection, proofsOf } from '#connections'
import { withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import type { Organization } from '#organizations'
import { runSyncJob } from '#sync/jobs/run_sync'
import { ProcessDeliveries } from '#webhooks'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenEmulator } from '#tests/support/sandbox_sources'

const SAMPLE_POSTGRES = '../../../bin/launch/sample_postgres.mjs'
/** The sample database is started and filled when it is first asked for. */
const STARTING = 60_000

/** By consent, by key, and on a host of its own: two clicks each. */
const CALLED = ['YouTube', 'SendGrid', 'Shopify']

const ALL = [...CALLED, 'PostgreSQL', 'Harbor orders', 'Incoming webhook']

/** What the fields of the delivery mean. */
const USES = [
  ['id', 'Identifies the record'],
  ['at', 'Date'],
  ['total', 'Revenue'],
] as const

async function connectInSandbox(page: Page, home: string, title: string) {
  await visit(page, `${home}/sources/new`)
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click()
  await page.getByRole('button', { name: 'Try in the sandbox' }).click()
  await page.waitForURL(/\/sources\/(?!new)/, { timeout: STARTING })
}

async function connectDatabase(page: Page, home: string) {
  await connectInSandbox(page, home, 'PostgreSQL')
  await page.getByText('No tables yet').waitFor({ timeout: STARTING })
  await page.getByRole('link', { name: 'Add table' }).click()
  await page.getByRole('button', { name: 'Table or view' }).click()
  await page.getByRole('option', { name: 'public.orders', exact: true }).click()
  await page.getByRole('cell', { name: 'JPY' }).first().waitFor()
  await page.getByRole('button', { name: 'Save and sync' }).click()
  await page.getByText('Its first sync has started.').first().waitFor()
}

async function describeApi(page: Page, home: string) {
  await visit(page, `${home}/sources/new`)
  await page.getByRole('link', { name: /REST API/ }).click()
  await page.getByRole('button', { name: 'Use the sample API' }).click()
  await page.getByText('answered 200').waitFor()
  await page.getByRole('button', { name: 'Choose fields' }).click()
  await page.getByRole('button', { name: 'Finish' }).click()
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('heading', { name: 'Harbor orders' }).waitFor()
  await page.getByRole('button', { name: 'Start first sync' }).click()
  await page.getByText('Queued').first().waitFor()
}

/** Somebody's own system sends a sale; the person says what its fields mean. */
async function receiveDelivery(page: Page, home: string, organization: Organization) {
  await visit(page, `${home}/sources/new`)
  await page.getByRole('button', { name: /^Incoming webhook/ }).click()
  await page.getByRole('button', { name: 'Create the address' }).click()
  await page.waitForURL('**/deliveries')
  const address = await page.getByText(/\/hooks\//).innerText()
  const { connectionId, secret } = await accessOf(organization)
  const day = new Date(Date.now() - 86_400_000).toISOString()
  await fetch(new URL(new URL(address).pathname, process.env.APP_URL), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'authorization': `Bearer ${secret}` },
    body: JSON.stringify({ id: 'sale-1', at: day, total: '1234.50' }),
  })
  const work = () =>
    new ProcessDeliveries().execute({ organizationId: organization.id, connectionId })
  await work()
  await page.reload({ waitUntil: 'networkidle' })
  for (const [field, use] of USES) {
    await page.getByRole('combobox', { name: `Use of ${field}`, exact: true }).click()
    await page.getByRole('option', { name: use, exact: true }).click()
  }
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/mapping'))
  await page.getByRole('button', { name: 'Save fields' }).click()
  await saved
  await work()
}

async function accessOf(organization: Organization) {
  const connection = await withTenant(organization.id, () =>
    Connection.of(organization).where('pluginId', 'quarterdeck/incoming-webhooks').firstOrFail()
  )
  const { credentials } = await proofsOf(connection)
  return { connectionId: connection.id, secret: credentials.webhookSecret }
}

async function choose(page: Page, picker: RegExp, options: RegExp[]) {
  await page.getByRole('button', { name: picker }).click()
  for (const name of options) {
    await page.getByRole('option', { name }).first().click()
  }
  await page.keyboard.press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
}

test.group('Journey: six kinds of sources', (group) => {
  usesBrowser(group)
  group.setup(async () => {
    const { startSamplePostgres } = await import(SAMPLE_POSTGRES)
    const emulator = await givenEmulator({ startDatabases: startSamplePostgres })
    return () => emulator.stop()
  })

  test('from connecting each to the numbers of all on one dashboard', async ({ assert }) => {
    const organization = await givenOrganization({ name: 'Harbor Coffee' })
    const home = `/o/${organization.slug}`
    const page = await openPageAs(await givenMember(organization))

    for (const title of CALLED) {
      await connectInSandbox(page, home, title)
    }
    await connectDatabase(page, home)
    await describeApi(page, home)
    await receiveDelivery(page, home, organization)
    await assertSound(assert, page, 'six-kinds-deliveries')
    assert.isAtMost(await page.getByText('The fields were saved.').count(), 1)
    await drainQueue(runSyncJob)
    await visit(page, `${home}/sources`)
    await assertSound(assert, page, 'six-kinds-sources')

    await visit(page, `${home}/dashboards?new=1`)
    await page.getByLabel('Name').fill('Everything')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add the first widget' }).click()
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await choose(page, /^Metrics/, [/^Revenue/, /^Video plays/, /^E-mails delivered/])
    await choose(page, /^Breakdown/, [/^Source/])
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('row', { name: ALL[0] }).first().waitFor({ timeout: STARTING })
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('button', { name: 'Edit', exact: true }).waitFor()

    for (const name of ALL) {
      const row = await page.getByRole('row', { name }).first().innerText()
      assert.match(row, /[1-9]/, name)
    }
    await assertSound(assert, page, 'six-kinds-dashboard')
  }).timeout(180_000)
})
