import { test } from '@japa/runner'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import sinon from 'sinon'
import { givenApiKey } from '#tests/support/api_keys'
import { givenFile } from '#tests/support/files'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const SENTENCE =
  'The server has too little disk space for this file, so it was not stored. Ask the operator to free space, then upload it again.'

test.group('An upload while the disk is full', (group) => {
  group.each.setup(() => {
    sinon.stub(fs, 'statfs').resolves({ bavail: 0, bsize: 4096 } as never)
    syncBuiltinESMExports()
    return () => {
      sinon.restore()
      syncBuiltinESMExports()
    }
  })

  test('says so above the form of the wizard, also for a large file')
    .with([1, 200_000])
    .run(async ({ client, assert }, rows) => {
      const organization = await givenOrganization()
      const as = await signIn(await givenMember(organization))
      const address = `/o/${organization.slug}/imports`
      const path = await givenFile('shop.csv', `day,sales\n${'2026-05-01,1\n'.repeat(rows)}`)

      await as(client.post(address).file('file', path).header('referer', address))

      const page = await as(client.get(address).withInertia())
      assert.deepEqual(page.body().props.errors, { form: SENTENCE })
    })

  test('says so to a program', async ({ client }) => {
    const key = await givenApiKey(await givenOrganization(), ['imports:write'])
    const path = await givenFile('shop.csv', 'day,sales\n2026-05-01,1\n')

    const response = await client
      .post('/api/v1/imports')
      .bearerToken(key)
      .field('name', 'Shop')
      .file('file', path)

    response.assertStatus(507)
    response.assertBodyContains({ code: 'E_DISK_FULL', detail: SENTENCE })
  })
})
