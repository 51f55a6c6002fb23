import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import { runImportJob } from '#imports/jobs/run_import'
import Import from '#imports/models/import'
import { describeImport } from '#imports'
import type Organization from '#organizations/models/organization'
import { givenApiKey } from '#tests/support/api_keys'
import { givenFile } from '#tests/support/files'
import { runAce } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

/** Lines above the header, German numbers, a currency in the header, sub-totals, a rate, a blank column and two bad rows. */
const EXPORT = `Kampagnenbericht
"1. März 2026 - 31. März 2026"

Tag;Kampagne;Kosten (EUR);Klicks;CTR;Leer
01.03.2026;Marke;1.234,50;120;4,00 %;
02.03.2026;Marke;12,25;5;2,50 %;
Summe Marke;;1.246,75;125;;
03.03.2026;Generisch;viel;7;1,00 %;
irgendwann;Generisch;3,00;1;1,00 %;
04.03.2026;Generisch;(8,00);4;3,00 %;
Gesamt;;1.238,75;129;;
`
const record = (at: string, value: string) =>
  `{"at": "${at}", "region": "NA", "amount": {"value": "${value}", "currency": "USD"}, "orders": 2}\n`

/** Nested records late in the evening, among them one of a day that is none and one whose amount is no number. */
const LINES = [
  ...Array.from({ length: 20 }, (_, n) =>
    record(`2026-03-${n + 1 < 10 ? '0' : ''}${n + 1}T23:30:00Z`, '(1.50)')
  ),
  record('2026-02-30T10:00:00Z', '9.00'),
  record('2026-03-21T10:00:00Z', 'free'),
].join('')

type Door = (organization: Organization, path: string, client: ApiClient) => Promise<void>

const DOORS: Record<string, Door> = {
  async wizard(organization, path, client) {
    const as = await signIn(await givenMember(organization, 'admin'))
    const imports = `/o/${organization.slug}/imports`
    const uploaded = await as(client.post(imports).file('file', path).redirects(0))
    const { mapping } = await importIn(organization)
    const { columns, mode, currency } = mapping
    const order = { sourceName: 'report', mode, columns, currency }
    const landing = client.post(`${uploaded.header('location')}/landing`)
    const landed = await as(landing.accept('json').json(order).redirects(0))
    landed.assertStatus(303)
    await drainQueue(runImportJob)
  },
  async rest(organization, path, client) {
    const key = await givenApiKey(organization, ['imports:write'])
    const sent = client.post('/api/v1/imports').bearerToken(key).field('name', 'report')
    const answer = await sent.file('file', path)
    answer.assertStatus(202)
    await drainQueue(runImportJob)
  },
  async terminal(organization, path) {
    await runAce('import', path, `--organization=${organization.slug}`, '--name=report')
  },
}

const importIn = (organization: Organization) =>
  withTenant(organization.id, () => Import.of(organization).firstOrFail())

/** What is known of the import afterwards, without the ids of its own. */
async function broughtBy(door: Door, path: string, client: ApiClient) {
  const organization = await givenOrganization()
  await door(organization, path, client)
  return withTenant(organization.id, async (tenant) => {
    const found = await Import.of(organization).firstOrFail()
    const described = await describeImport(tenant, found)
    const { rows } = await tenant.query(
      'SELECT day::text, currency, m00, m01, m02 FROM facts WHERE organization_id = $1 ORDER BY day, m00',
      [organization.id]
    )
    return { ...described, importId: null, runId: null, fileName: null, rows }
  })
}

test.group('A file through wizard, REST and terminal', (group) => {
  group.tap((each) => each.timeout(60_000))

  test('{name} brings the same rows, findings and reasons')
    .with([
      {
        ...{ name: 'report.csv', content: EXPORT, others: ['rest', 'terminal'] },
        records: { read: 5, written: 3, rejected: 2, excluded: 2 },
      },
      {
        ...{ name: 'orders.ndjson', content: LINES, others: ['rest'] },
        records: { read: 22, written: 20, rejected: 2, excluded: 0 },
      },
    ])
    .run(async ({ assert, client }, { name, content, others, records }) => {
      const path = await givenFile(name, content)

      const wizard = await broughtBy(DOORS.wizard, path, client)

      assert.deepEqual(wizard.records, records)
      for (const other of others) {
        assert.deepEqual(await broughtBy(DOORS[other], path, client), wizard, other)
      }
    })
})
