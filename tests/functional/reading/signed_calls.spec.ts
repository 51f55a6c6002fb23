import { test } from '@japa/runner'
import type { SandboxRequest } from '#kit'
import { checkOAuth1 } from '#sandbox/wire/oauth1a'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { givenSmallShop } from '#tests/support/small_vendor'

const LOCK = { signed: 'oauth1a', consumers: { app: 'secret' }, tokens: { me: 'word' } } as const

const SIGNED = {
  kind: 'apiKey',
  fields: { token: { label: 'Token', secret: true }, word: { label: 'Word', secret: true } },
  sandbox: { token: 'me', word: 'word' },
  sign: {
    kind: 'oauth1a',
    consumerKey: 'app',
    consumerSecret: 'secret',
    token: '{credentials.token}',
    tokenSecret: '{credentials.word}',
  },
} as const

test.group('A signed call', () => {
  test('is signed anew at each attempt, and refused with a wrong secret', async ({
    assert,
    cleanup,
  }) => {
    const heard: SandboxRequest[] = []
    const shop = await givenSmallShop(
      {
        auth: { key: SIGNED },
        check: { get: '/me', query: { q: 'a b' } },
        streams: { orders: { get: '/orders', records: 'rows', key: 'id' } },
      },
      {
        reply: (request) => {
          heard.push(request)
          const isFirst = heard.length === 1
          return { status: checkOAuth1(LOCK, request) ? (isFirst ? 503 : 200) : 401, body: {} }
        },
      }
    )
    cleanup(shop.stop)
    const source = { pluginId: 'acme/small' as const, connector: 'shop' }

    const { connection } = await givenSandboxSource(source)
    const wrong = { credentials: { token: 'me', word: 'other' }, name: 'Other' }
    const failure = await givenSandboxSource({ ...source, ...wrong }).catch(
      (error: unknown) => error
    )

    assert.equal(connection.state, 'connected')
    const nonces = heard.map(({ headers }) => /oauth_nonce="(\w+)"/.exec(headers.authorization)![1])
    assert.lengthOf(new Set(nonces), 3)
    assert.include(failure, { kind: 'authorization' })
  })
})
