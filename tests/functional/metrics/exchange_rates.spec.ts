import { test } from '@japa/runner'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import RatesImport from '../../../commands/rates_import.js'
import { withTenant } from '#foundation'
import { listRateCoverage } from '#metrics/queries/list_rate_coverage'
import type Organization from '#organizations/models/organization'
import { givenPlan } from '#tests/support/billing'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { ask, plainTotals } from '#tests/support/metric_questions'
import { scratchFolder } from '#tests/support/scratch'

const ECB = [
  'Date,USD,JPY,CYP,',
  '2026-05-02,1.2,N/A,N/A,',
  '2026-05-01,1.1,150,N/A,',
  'not a day,1.1,150,,',
  '2026-04-30,abc,149.5,,',
].join('\n')

const DOLLARS = {
  slots: ADS_SLOTS,
  facts: [{ day: '2026-05-01', currency: 'USD', numbers: [110, 10, 100] }],
  isRolledUp: true,
}

async function fileOf(text: string, name = 'rates.csv') {
  const path = join(scratchFolder(), name)
  await writeFile(path, text)
  return path
}

function coverageOf({ id }: Organization) {
  return withTenant(id, (tenant) => listRateCoverage(tenant), { readOnly: true })
}

function auditOf({ id }: Organization) {
  return withTenant(id, async (tenant) => {
    const { rows } = await tenant.query(
      'SELECT action, actor_id, detail FROM audit_entries WHERE organization_id = $1',
      [id]
    )
    return rows
  })
}

test.group('Settings: exchange rates', () => {
  test('a missing rate is refused with the place to add it, and then answered', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    await givenRows(organization, DOLLARS)
    const question = { metrics: ['spend'], currency: 'EUR' }
    const refusal = await ask(organization, question).catch((error) => error)
    const as = await signIn(await givenMember(organization, 'admin'))

    const address = `/o/${organization.slug}/settings/exchange-rates`
    const response = await as(client.post(address).file('file', await fileOf(ECB)))

    assert.match(refusal.message, /Settings → Exchange rates/)
    response.assertStatus(303)
    assert.deepEqual(plainTotals(await ask(organization, question)), { spend: 100 })
  })

  test('bad rows and cells are named and left out, the rest lands', async ({ assert, client }) => {
    const organization = await givenOrganization()
    const member = await givenMember(organization, 'owner')
    const as = await signIn(member)
    const address = `/o/${organization.slug}/settings/exchange-rates`

    await as(client.post(address).file('file', await fileOf(ECB)))

    const detail = {
      source: 'European Central Bank',
      read: 4,
      changed: 4,
      currencies: ['JPY', 'USD'],
      from: '2026-04-30',
      to: '2026-05-02',
      skipped: 2,
    }
    const faults = [
      { line: 4, message: '"not a day" is not a day like 2026-11-20.' },
      { line: 5, message: '"abc" is not a rate of USD: it must be a number above 0.' },
    ]
    const page = await as(client.get(address).withInertia())
    assert.deepEqual(page.inertiaProps.outcome, { ...detail, faults })
    assert.deepEqual(await auditOf(organization), [
      {
        action: 'exchange_rates.imported',
        actor_id: member.id,
        detail: { file: 'rates.csv', ...detail },
      },
    ])
  })

  test('the page says what is covered and what amounts need', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await givenRows(organization, DOLLARS)
    const as = await signIn(await givenMember(organization, 'admin'))
    const address = `/o/${organization.slug}/settings/exchange-rates`
    const list = 'day;currency;per_euro\n2026-05-01;SEK;11,25\n2026-05-04;sek;11,5'
    await as(
      client
        .post(address)
        .file('file', await fileOf(list))
        .field('source', 'Riksbank')
    )

    const page = await as(client.get(address).withInertia())

    assert.deepEqual(page.inertiaProps.coverage, [
      {
        currency: 'USD',
        rates: null,
        amounts: { from: '2026-05-01', to: '2026-05-01', isSandbox: false },
      },
      {
        currency: 'SEK',
        rates: { from: '2026-05-01', to: '2026-05-04', days: 2, sources: ['Riksbank'] },
        amounts: null,
      },
    ])
  })

  test('is drawn as what the plan lacks, and refused, where it does', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    await givenPlan(organization, { plan: 'free' })
    const as = await signIn(await givenMember(organization, 'admin'))
    const address = `/o/${organization.slug}/settings/exchange-rates`

    const page = await as(client.get(address).withInertia())
    await as(client.post(address).file('file', await fileOf(ECB)))

    const { gate } = page.inertiaProps as { gate: { planName: string; plansWithIt: string[] } }
    assert.equal(gate.planName, 'Free')
    assert.includeMembers(gate.plansWithIt, ['Team', 'Enterprise'])
    assert.deepEqual(await coverageOf(organization), [])
  })

  test('belongs to people who manage the organization, and to this organization', async ({
    assert,
    client,
  }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const asAnalyst = await signIn(await givenMember(ours, 'analyst'))
    const asAdmin = await signIn(await givenMember(ours, 'admin'))
    const address = `/o/${ours.slug}/settings/exchange-rates`

    const refused = await asAnalyst(client.post(address).file('file', await fileOf(ECB)))
    await asAdmin(client.post(address).file('file', await fileOf(ECB)))

    refused.assertStatus(403)
    assert.lengthOf(await coverageOf(ours), 2)
    assert.deepEqual(await coverageOf(theirs), [])
  })

  test('a file without a single rate saves nothing and says why')
    .with([
      { text: 'PK\u0003\u0004…', why: /ZIP file or a workbook/ },
      { text: '', why: /no rows below its header/ },
      { text: 'name,amount\nx,1', why: /no column "day" or "date"/ },
      { text: 'day,currency,per_euro\n2026-05-01,USD,0', why: /Line 2: "0" is not a rate of USD/ },
      { text: 'Date,FOO\n2026-05-01,1', why: /names no currency/ },
      { text: 'day,currency,per_euro\n2999-01-01,USD,1', why: /lies in the future/ },
    ])
    .run(async ({ assert, client }, { text, why }) => {
      const organization = await givenOrganization()
      const as = await signIn(await givenMember(organization))
      const address = `/o/${organization.slug}/settings/exchange-rates`

      const response = await as(
        client
          .post(address)
          .header('accept', 'application/json')
          .file('file', await fileOf(text))
      )

      response.assertStatus(422)
      assert.match(response.body().detail, why)
      assert.deepEqual(await coverageOf(organization), [])
    })
})

test.group('node ace rates:import', () => {
  test('imports the same file and prints one line', async ({ assert }) => {
    const organization = await givenOrganization()
    const path = await fileOf(ECB, 'eurofxref-hist.csv')
    const command = await ace.create(RatesImport, [path, `--organization=${organization.slug}`])
    command.ui.switchMode('raw')

    await command.exec()

    command.assertSucceeded()
    assert.deepInclude(JSON.parse(command.logger.getLogs().at(-1)!.message), {
      read: 4,
      changed: 4,
      skipped: 2,
    })
    const [entry] = await auditOf(organization)
    assert.deepInclude(entry, {
      action: 'exchange_rates.imported',
      actor_id: null,
    })
  })

  test('says in a sentence what is wrong', async ({ assert }) => {
    const command = await ace.create(RatesImport, ['/nowhere/rates.csv', '--organization=nowhere'])
    command.ui.switchMode('raw')

    await command.exec()

    command.assertFailed()
    assert.include(command.logger.getLogs().at(-1)!.message, 'no organization “nowhere”')
  })
})
