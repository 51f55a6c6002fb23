import { test } from '@japa/runner'
import Widget from '#dashboards/models/widget'
import { withTenant } from '#foundation'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { widgetOf } from '../../../resources/features/explore/widget_of_question.js'

const KEPT = {
  metrics: ['cpa', 'share'],
  breakdowns: ['campaign'],
  derived: { share: { metric: 'spend', as: 'share_of_total' as const } },
  conditions: [{ metric: 'spend', operator: 'above' as const, value: 500 }],
  top: { count: 10, other: true },
  sort: { by: 'cpa' },
}
const QUESTION = { ...KEPT, range: { preset: 'last_7_days' as const }, currency: 'USD' }

test.group('A query as a widget', () => {
  test('keeps all of it but period and currency, and what has no form is refused', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'analyst'))
    const list = `/o/${organization.slug}/dashboards`
    await as(client.post(list).form({ name: 'Ads' }))
    const asked = widgetOf({ question: QUESTION, view: 'pivot' }, 'Dear campaigns')

    await as(client.post(`${list}/ads/widgets`).json(asked))
    const strange = { ...QUESTION, top: { count: 'all' } } as never
    const refused = await as(
      client
        .post(`${list}/ads/widgets`)
        .json(widgetOf({ question: strange, view: 'line' }, 'Strange'))
        .accept('json')
    )

    const widgets = await withTenant(organization.id, () => Widget.of(organization))
    assert.deepEqual(
      widgets.map(({ title, view, question }) => ({ title, view, question })),
      [{ title: 'Dear campaigns', view: 'table', question: { ...KEPT, limit: 50 } }]
    )
    refused.assertStatus(422)
  })
})
