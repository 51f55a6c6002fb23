import { test } from '@japa/runner'
import { whatNeedsAttention } from '#alerts/queries/what_needs_attention'
import { withTenant } from '#foundation'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'

test.group('What needs the person', () => {
  test('says of a source that lets nobody in whether it ever brought numbers', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const state = 'needs_reconnect'
    const source = await givenConnection(organization, { name: 'Old ads', state })

    const attention = await withTenant(organization.id, whatNeedsAttention, { readOnly: true })

    assert.deepEqual(attention, [
      {
        kind: 'reconnect',
        source: { slug: source.slug, name: 'Old ads' },
        message: 'No new data until then. It has no data yet.',
      },
    ])
  })
})
