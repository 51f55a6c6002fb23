import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { MAX_COLUMNS, MAX_FILE_BYTES } from '#imports/reading/limits'
import { pluginRegistry } from '#plugin_host'
import { importText } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const SHOP = 'day,sales,note\n2026-01-01,1,ok\n2026-01-02,1,ok\n2026-01-03,two,ok\n'

function trailOf(organizationId: string) {
  return withTenant(organizationId, async (tenant) => {
    const { rows } = await tenant.query<{ action: string; subject: string; actor: string | null }>(
      `SELECT action, subject, actor_id AS actor FROM audit_entries
       WHERE organization_id = $1 AND action LIKE 'import.%' ORDER BY sequence`,
      [organizationId]
    )
    return rows
  })
}

test.group('The audit trail of imports', () => {
  test('names who started, repaired and undid an import', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const analyst = await givenMember(organization, 'admin')
    const as = await signIn(analyst)
    const { found } = await importText(organization, SHOP, {
      columns: { sales: { use: 'metric', unit: 'number', aggregation: 'sum' } },
    })
    const address = `/o/${organization.slug}/imports/${found.id}`
    const [rejected] = await withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query(
        'SELECT id FROM rejected_records WHERE organization_id = $1 AND run_id = $2',
        [organization.id, found.runId]
      )
      return rows
    })
    const repairs = [{ id: rejected.id, values: [{ column: 'sales', value: '2' }] }]

    await as(client.post(`${address}/repairs`).json({ repairs }))
    await as(client.post(`${address}/undoing`))

    const subject = `import:${found.id}`
    assert.deepEqual(await trailOf(organization.id), [
      { action: 'import.started', subject, actor: null },
      { action: 'import.repaired', subject, actor: analyst.id },
      { action: 'import.undone', subject, actor: analyst.id },
    ])
  })

  test('a source takes the name and the version of the plugin that takes files', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const { found } = await importText(organization, SHOP, { columns: { sales: 'metric' } })
    const registry = await pluginRegistry()
    const entry = registry.connectors().find(({ definition }) => definition.kind === 'file')!

    const connections = await withTenant(organization.id, (tenant) =>
      tenant.query(
        'SELECT plugin_id, plugin_version, connector FROM connections WHERE organization_id = $1 AND id = $2',
        [organization.id, found.connectionId]
      )
    )

    assert.deepEqual(connections.rows, [
      {
        plugin_id: entry.pluginId,
        plugin_version: entry.manifest.version,
        connector: entry.name,
      },
    ])
    assert.containsSubset(entry.definition, {
      accepts: { maxBytes: MAX_FILE_BYTES, maxColumns: MAX_COLUMNS },
    })
  })
})
