import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { User } from '#identity'
import { seedSampleOrganization } from '#sandbox'

const NOW = new Date('2026-11-20T09:00:00Z')
const PASSWORD = 'seven quiet harbours'

test.group('Sample organization', () => {
  test('a first start makes it whole, a second one changes nothing but the password', async ({
    assert,
  }) => {
    const first = await seedSampleOrganization({ now: NOW, password: PASSWORD })
    const counts = async () => {
      const { rows } = await withTenant((first as any).organization.id, (tenant) =>
        tenant.query(
          `SELECT (SELECT count(*) FROM memberships WHERE organization_id = $1)::int AS members,
                  (SELECT count(*) FROM dashboards WHERE organization_id = $1)::int AS dashboards,
                  (SELECT count(*) FROM facts WHERE organization_id = $1)::int AS facts,
                  (SELECT array_agg(id ORDER BY id) FROM source_metrics WHERE organization_id = $1) AS metrics,
                  (SELECT count(*) FROM exchange_rates WHERE organization_id = $1)::int AS rates`,
          [tenant.organizationId]
        )
      )
      return rows[0]
    }
    const before = await counts()

    await seedSampleOrganization({ now: NOW, password: 'another quiet harbour' })

    const owner = await User.findByOrFail('email', 'demo@quarterdeck.test')
    assert.deepEqual(await counts(), before)
    assert.containSubset(before, {
      members: 2,
      dashboards: 1,
      metrics: ['cafe-footfall:cups_sold', 'cafe-footfall:takings', 'cafe-footfall:visitors'],
    })
    assert.isAbove(before.facts, 1_200)
    assert.isTrue(await owner.verifyPassword('another quiet harbour'))
  })
})
