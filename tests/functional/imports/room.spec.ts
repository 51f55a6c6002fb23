import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import Import from '#imports/models/import'
import { givenApiKey } from '#tests/support/api_keys'
import { importText } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

test.group('An organization with many files that wait', () => {
  test('finishes some before it sends another, by page or by program', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const { found } = await importText(organization, 'day,sales\n2026-01-01,7\n')
    const waiting = (state: 'inspected' | 'finished') =>
      withTenant(organization.id, () =>
        Import.of(organization)
          .where('id', found.id)
          .update({ state, byteSize: 6 * 1024 ** 3 })
      )
    const as = await signIn(await givenMember(organization))
    const key = await givenApiKey(organization, ['imports:write'])
    const send = async () => [
      await as(client.post(`/o/${organization.slug}/imports`).accept('json')),
      await client.post('/api/v1/imports').bearerToken(key).accept('json'),
    ]

    await waiting('inspected')
    const refused = await send()
    await waiting('finished')
    const taken = await send()

    assert.deepEqual(
      refused.map((response) => response.body().code),
      ['E_UPLOADS_WAITING', 'E_UPLOADS_WAITING']
    )
    assert.deepEqual(
      taken.map((response) => response.body().code),
      ['E_NO_FILE', 'E_MEDIA_TYPE_UNSUPPORTED']
    )
  })
})
