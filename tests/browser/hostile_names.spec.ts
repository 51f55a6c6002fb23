import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import Dashboard from '#dashboards/models/dashboard'
import Widget from '#dashboards/models/widget'
import { recordAudit } from '#audit'
import { withTenant } from '#foundation'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenDashboard } from '#tests/support/business'
import { givenApiKey } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { importText } from '#tests/support/imports'
import { givenRows } from '#tests/support/warehouse_rows'

/** HTML reads a script element as open until the end of the page after these, and older scripts end a line at U+2028. */
const NAME = '<!--<script>alert(1)\u2028"\'&</script>'

async function givenHostileNames() {
  const organization = await givenOrganization({ name: NAME })
  const owner = await givenMember(organization, 'owner')
  await owner.merge({ fullName: NAME }).save()
  await givenRows(organization, {
    connection: NAME,
    slots: [{ metric: 'clicks', unit: 'count', aggregation: 'sum' }],
    facts: [{ day: DateTime.utc().minus({ days: 2 }).toISODate(), entity: NAME, numbers: [7] }],
    isRolledUp: true,
  })
  await importText(organization, `day,"${NAME.replaceAll('"', '""')}"\n2026-01-01,7\n`)
  await givenApiKey(organization, ['metrics:read'])
  const dashboard = await givenDashboard(organization)
  await withTenant(organization.id, async (tenant) => {
    await Dashboard.of(organization).update({ name: NAME, description: NAME })
    await Widget.of(organization).update({ title: NAME, body: NAME })
    const detail = { name: NAME, from: NAME, to: NAME }
    await recordAudit(tenant, { actorId: owner.id, action: NAME, subject: `x:${NAME}`, detail })
  })
  return { organization, owner, dashboard }
}

const PAGES = [
  '',
  '/dashboards',
  '/explore?metrics=clicks&by=campaign',
  '/sources',
  '/imports',
  '/team',
  '/settings',
  '/settings/profile',
  '/settings/api-keys',
  '/settings/audit',
]

test.group('A name that is markup', (group) => {
  usesBrowser(group)

  test('is a name on every page that shows it', async ({ assert }) => {
    const { organization, owner, dashboard } = await givenHostileNames()
    const page = await openPageAs(owner)
    const faults: string[] = []

    for (const path of [...PAGES, `/dashboards/${dashboard.slug}`]) {
      await visit(page, `/o/${organization.slug}${path}`)
      const text = await page.locator('body').innerText()
      faults.push(...(text.includes('<!--<script>alert(1)') ? [] : [path]))
    }

    assert.deepEqual(faults, [])
    await assertSound(assert, page, 'hostile-names')
  })
})
