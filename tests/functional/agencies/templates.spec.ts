import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { CheckCopies, PushDashboard } from '#agencies/actions/push_dashboard'
import { listTemplates } from '#agencies/queries/list_templates'
import Dashboard from '#dashboards/models/dashboard'
import Widget from '#dashboards/models/widget'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenAgency, givenDelegation } from '#tests/support/agencies'
import { givenDashboard } from '#tests/support/business'
import { givenMember, givenOrganization } from '#tests/support/organizations'

async function givenPushed() {
  const { agency, owner, client } = await givenAgency()
  const dashboard = await givenDashboard(agency)
  await withTenant(agency.id, () =>
    Dashboard.of(agency).where('id', dashboard.id).update({ visibility: 'organization' })
  )
  const push = (clients = [client]) =>
    new PushDashboard().execute({
      agency,
      dashboardId: dashboard.id,
      clientIds: clients.map(({ id }) => id),
      actor: { id: owner.id, ip: null },
      now: DateTime.utc(),
    })
  const states = async () => {
    await new CheckCopies().execute(agency.id, dashboard.id, DateTime.utc())
    const [template] = await withTenant(agency.id, (tenant) => listTemplates(tenant))
    return template.copies.map(({ state }) => state)
  }
  await push()
  return { agency, owner, client, dashboard, push, states }
}

const titles = (organization: Organization) =>
  withTenant(organization.id, async () => {
    const widgets = await Widget.of(organization).whereNull('removed_at').orderBy('title')
    return widgets.map(({ title }) => title)
  })

const retitle = (organization: Organization, title: string) =>
  withTenant(organization.id, async () => {
    const widget = await Widget.of(organization)
      .whereNull('removed_at')
      .orderBy('title')
      .firstOrFail()
    await widget.merge({ title }).save()
  })

test.group('A template of an agency', () => {
  test('is equal at its client, until one of the two changes it', async ({ assert }) => {
    const { agency, client, push, states } = await givenPushed()
    assert.deepEqual(await titles(client), await titles(agency))
    assert.deepEqual(await states(), ['equal'])

    await retitle(client, 'A title of the client')
    assert.deepEqual(await states(), ['changed'])
    await push()
    assert.deepEqual(await states(), ['equal'])
    await retitle(agency, 'A newer title')
    assert.deepEqual(await states(), ['outdated'])
    await push()

    assert.deepEqual(await states(), ['equal'])
    assert.deepEqual(await titles(client), await titles(agency))
    const { rows } = await withTenant(client.id, (tenant) =>
      tenant.query<{ count: number }>('SELECT count(*)::int AS count FROM dashboards')
    )
    assert.equal(rows[0].count, 1)
  })

  test('is pushed only where one may change dashboards', async ({ assert }) => {
    const { agency, push } = await givenPushed()
    const closed = await givenOrganization({ name: 'Read only' })
    await givenMember(closed, 'owner')
    await givenDelegation(agency, closed, { role: 'viewer' })

    assert.deepEqual(await push([closed]), { done: 0, refused: ['Read only'] })
    assert.deepEqual(await titles(closed), [])
  })
})
