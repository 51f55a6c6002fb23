import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { givenApiKey } from '#tests/support/api_keys'
import { runAce } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { OTHER_WORKBOOKS } from '#tests/support/workbooks'

test.group('Files that spreadsheets write and we do not read', () => {
  test('{title} is refused by the wizard, above its form')
    .with(OTHER_WORKBOOKS)
    .run(async ({ client, assert }, { path, sentence }) => {
      const organization = await givenOrganization()
      const as = await signIn(await givenMember(organization))
      const address = `/o/${organization.slug}/imports`

      await as(client.post(address).file('file', path).header('referer', address))

      const page = await as(client.get(address).withInertia())
      assert.deepEqual(page.body().props.errors, { form: sentence })
      assert.deepEqual(page.body().props.imports, [])
    })

  test('{title} is refused over REST, as a problem')
    .with(OTHER_WORKBOOKS)
    .run(async ({ assert }, { path, sentence }) => {
      const key = await givenApiKey(await givenOrganization(), ['imports:write'])

      const response = await fetch(`${process.env.APP_URL}/api/v1/imports?name=Shop`, {
        method: 'POST',
        body: await readFile(path),
        headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/octet-stream' },
      })

      assert.equal(response.status, 422)
      assert.propertyVal(await response.json(), 'detail', sentence)
    })

  test('{title} is refused on the command line')
    .with(OTHER_WORKBOOKS)
    .run(async ({ assert }, { path, sentence }) => {
      const { slug } = await givenOrganization()

      const result = await runAce('import', path, `--organization=${slug}`, '--name=shop')

      assert.deepEqual(result, { code: 1, stdout: '', stderr: `${sentence}\n` })
    })
})
