import { test } from '@japa/runner'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

interface Offered {
  pluginId: string
  contents: { metrics: string[]; streams: object[]; days: number; restatedDays: number } | null
}

test.group('The connect page', () => {
  test('says before connecting what a source brings, in the words of the catalogue', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization))
    const request = client.get(`/o/${organization.slug}/sources/new`).header('x-inertia', 'true')
    const response = await as(request)
    const offered: Offered[] = response.body().props.connectors
    const contentsOf = (id: string) => offered.find(({ pluginId }) => pluginId === id)!.contents

    assert.includeMembers(contentsOf('mailchimp/campaigns')!.metrics, ['E-mails sent', 'Opens'])
    assert.containsSubset(contentsOf('mailchimp/campaigns'), {
      streams: [{ title: 'Campaign reports', isOptional: false }],
      days: 730,
      restatedDays: 30,
      hasAccounts: true,
    })
    assert.isNull(contentsOf('quarterdeck/files'))
    assert.containsSubset(
      offered.find(({ pluginId }) => pluginId === 'adyen/payments'),
      { hasSandbox: true, contents: { isSent: true, streams: [{ title: 'Payments' }] } }
    )
    for (const { pluginId, contents } of offered.filter((each) => each.contents)) {
      const raw = contents!.metrics.filter((label) => /^[a-z_]+(\/|$)/.test(label))
      assert.deepEqual(raw, [], `${pluginId} shows an id in place of a label`)
    }
  })
})
