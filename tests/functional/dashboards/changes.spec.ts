import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { listAuditEntries } from '#audit/queries/list_audit_entries'
import { createDashboard } from '#dashboards'
import { PurgeDeleted } from '#dashboards/actions/purge_deleted'
import Dashboard from '#dashboards/models/dashboard'
import Widget from '#dashboards/models/widget'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const NOTE = { title: 'Note', view: 'text' as const, width: 12 as const, body: 'Hello' }

function given(organization: Organization, name: string) {
  return withTenant(organization.id, (tenant) =>
    createDashboard(tenant, {
      name,
      createdBy: null,
      visibility: 'organization',
      widgets: [NOTE, { ...NOTE, title: 'Other' }],
    })
  )
}

async function actionsIn(organization: Organization) {
  const { entries } = await withTenant(organization.id, (tenant) => listAuditEntries(tenant))
  return entries.map(({ action }: { action: string }) => action).reverse()
}

test.group('Changes of a dashboard', () => {
  test('are written down, sharing under a name of its own', async ({ assert, client }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'analyst'))
    const list = `/o/${organization.slug}/dashboards`

    await as(client.post(list).form({ name: 'Ads' }))
    await as(client.patch(`${list}/ads`).form({ visibility: 'organization' }))
    await as(client.patch(`${list}/ads`).form({ name: 'Advertising' }))
    await as(client.post(`${list}/ads/widgets`).json(NOTE))
    await as(client.post(`${list}/ads/copies`))
    await as(client.delete(`${list}/ads`))
    await as(client.post(`${list}/ads/restoration`))

    assert.deepEqual(await actionsIn(organization), [
      'dashboard.created',
      'dashboard.shared',
      'dashboard.changed',
      'dashboard.widget_added',
      'dashboard.created',
      'dashboard.deleted',
      'dashboard.restored',
    ])
  })

  test('that delete become final after thirty days', async ({ assert }) => {
    const organization = await givenOrganization()
    const now = DateTime.utc()
    const [old, recent] = [await given(organization, 'Old'), await given(organization, 'Recent')]
    await withTenant(organization.id, async () => {
      const [widget] = await Widget.of(organization).where('dashboard_id', recent.id)
      await widget.merge({ removedAt: now.minus({ days: 31 }) }).save()
    })
    await withTenant(organization.id, async (tenant) => {
      old.useTransaction(tenant.trx)
      await old.merge({ deletedAt: now.minus({ days: 31 }) }).save()
      recent.useTransaction(tenant.trx)
      await recent.merge({ deletedAt: now.minus({ days: 29 }) }).save()
    })

    await new PurgeDeleted().execute(now)

    await withTenant(organization.id, async () => {
      const left = await Dashboard.of(organization)
      assert.deepEqual(
        left.map(({ name }) => name),
        ['Recent']
      )
      assert.lengthOf(await Widget.of(organization), 1)
    })
  })
})
