import { test } from '@japa/runner'
import { whatNeedsAttention } from '#alerts/queries/what_needs_attention'
import { recordAudit } from '#audit'
import { withTenant } from '#foundation'
import { evaluate, givenRule, givenSpend, LAST_DAY } from '#tests/support/alerts'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
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

  test('names open incidents on home, those of security events to readers of the audit log only', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    await givenSpend(organization, { changed: { [LAST_DAY]: 500 } })
    await givenRule(organization, {
      kind: 'threshold',
      condition: { direction: 'above', value: 300 },
    })
    await givenRule(organization, {
      name: 'Keys',
      kind: 'security_event',
      condition: { actions: ['api_key.created'] },
    })
    await evaluate(organization)
    await withTenant(organization.id, (tenant) =>
      recordAudit(tenant, { actorId: null, action: 'api_key.created', subject: 'api_key:1' })
    )
    await evaluate(organization)

    const shownTo = async (role: 'viewer' | 'owner') => {
      const as = await signIn(await givenMember(organization, role))
      const page = await as(client.get(`/o/${organization.slug}`).withInertia())
      return page.body().props.incidents.map(({ message }: { message: string }) => message)
    }
    const [toViewer, toOwner] = [await shownTo('viewer'), await shownTo('owner')]

    assert.deepEqual(toViewer, [`Spend was €500.00 on ${LAST_DAY}, above the limit of €300.00.`])
    assert.lengthOf(toOwner, 2)
  })
})
