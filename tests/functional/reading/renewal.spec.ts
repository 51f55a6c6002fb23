import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { sendRequest } from '#reading/call/http_request'
import { takingTurns } from '#reading/call/turns'
import { givenOrganization } from '#tests/support/organizations'

test.group('Access that several need at once', () => {
  test('is renewed by one of them, and found by the others', async ({ assert }) => {
    const id = newId()
    const store = { token: undefined as string | undefined, renewals: 0 }
    const turn = {
      find: async () => store.token,
      renew: async () => (store.token ??= `token ${++store.renewals}`),
    }

    const found = await Promise.all(Array.from({ length: 5 }, () => takingTurns({ id }, turn)))

    assert.deepEqual(new Set(found), new Set(['token 1']))
    assert.equal(store.renewals, 1)
  })

  test('is renewed by the next one where the first could not', async ({ assert }) => {
    const id = newId()
    const fails = { find: async () => undefined, renew: () => Promise.reject(new Error('no')) }
    await assert.rejects(() => takingTurns({ id }, fails), 'no')

    const works = { find: async () => undefined, renew: async () => 'token' }
    assert.equal(await takingTurns({ id }, works), 'token')
  })

  test('no vendor is called while the transaction of a tenant is open', async ({ assert }) => {
    const { id } = await givenOrganization()
    const call = { method: 'GET' as const, url: 'https://vendor.example/', headers: {} }

    await assert.rejects(
      () => withTenant(id, () => sendRequest({ ...call, mode: 'live', timeoutMs: 1_000 })),
      /Vendor called while the transaction of a tenant is open/
    )
  })
})
