import { test } from '@japa/runner'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

type Saved = { id: string; name: string; kind: string; filters: object[]; isManaged: boolean }

test.group('What is saved of Explore', () => {
  test('belongs to one person or to all, and a segment is the filters of a query', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    const [analyst, viewer] = [
      await signIn(await givenMember(organization, 'analyst')),
      await signIn(await givenMember(organization, 'viewer')),
    ]
    const path = `/o/${organization.slug}/explore`
    const address = 'metrics=clicks&range=last_28_days&filter=campaign~in~Bread'
    const save = (as: typeof analyst, wanted: object) =>
      as(
        client
          .post(`${path}/saved`)
          .accept('json')
          .json({ kind: 'question', address, ...wanted })
      )
    const seenBy = async (as: typeof analyst) => {
      const page = await as(client.get(path).withInertiaPartialReload('explore/show', ['saved']))
      return (JSON.parse(page.text()) as { props: { saved: Saved[] } }).props.saved
    }

    await save(analyst, { name: 'Mine', isShared: false })
    await save(analyst, { name: 'Bread only', kind: 'segment', isShared: true })
    const refused = [
      await save(viewer, { name: 'For all', isShared: true }),
      await save(analyst, { name: 'Odd', isShared: false, address: 'metrics=clicks&grain=moon' }),
      await save(analyst, {
        ...{ name: 'No filter', kind: 'segment', isShared: true },
        address: 'metrics=clicks',
      }),
    ]
    const own = await seenBy(analyst)
    const shared = await seenBy(viewer)

    assert.deepEqual(
      refused.map((response) => response.status()),
      [403, 422, 422]
    )
    assert.deepEqual(
      own.map(({ name, isManaged }) => [name, isManaged]),
      [
        ['Bread only', true],
        ['Mine', true],
      ]
    )
    assert.deepEqual(
      shared.map(({ name, kind, filters, isManaged }) => [name, kind, filters, isManaged]),
      [
        [
          'Bread only',
          'segment',
          [{ dimension: 'campaign', operator: 'in', values: ['Bread'] }],
          false,
        ],
      ]
    )
    const [segment] = shared
    const foreign = await viewer(client.delete(`${path}/saved/${segment.id}`).accept('json'))
    await analyst(client.delete(`${path}/saved/${segment.id}`))
    foreign.assertStatus(403)
    assert.deepEqual(await seenBy(viewer), [])
  })
})
