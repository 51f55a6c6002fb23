import { generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import type { Auth } from '#kit'
import { givenTokenShop, type GivenTokenShop } from '#tests/support/token_shop'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PRIVATE = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const PUBLIC = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

const ACCOUNT = JSON.stringify({ client_email: 'robot@acme.test', private_key: PRIVATE })

const CLIENT = {
  kind: 'clientCredentials',
  fields: { id: { label: 'Client id' }, secret: { label: 'Client secret', secret: true } },
  sandbox: { id: 'client', secret: 'secret' },
  token: 'https://small.test/token',
  clientId: '{credentials.id}',
  clientSecret: '{credentials.secret}',
  scope: 'orders',
  keep: ['app'],
} satisfies Auth

const ROBOT = {
  kind: 'jwtBearer',
  fields: { file: { label: 'Key file', secret: true, multiline: true } },
  sandbox: { file: ACCOUNT },
  token: 'https://small.test/token',
  issuer: '{parseJson(credentials.file).client_email}',
  privateKey: '{parseJson(credentials.file).private_key}',
  scope: 'orders',
} satisfies Auth

const WAYS = [
  {
    way: 'the person’s own client',
    auth: CLIENT as Auth,
    oauth: { grants: ['client_credentials'], answer: { app: 'A7' } },
    wrong: { secret: 'other' },
    message: /does not accept what the source signs in with/,
  },
  {
    way: 'the person’s own client in a header',
    auth: { ...CLIENT, clientAuth: 'basic' } as Auth,
    oauth: { grants: ['client_credentials'] },
    wrong: { id: 'other' },
    message: /does not accept what the source signs in with/,
  },
  {
    way: 'a service account',
    auth: ROBOT as Auth,
    oauth: { grants: [JWT_BEARER], clients: { 'robot@acme.test': PUBLIC } },
    wrong: { file: JSON.stringify({ client_email: 'robot@acme.test', private_key: 'cut off' }) },
    message: /private key for Acme cannot be read/,
  },
]

const tokenRequests = ({ heard }: GivenTokenShop) =>
  heard.filter(({ path }) => path === '/token').length

test.group('A token for', () => {
  test('{way} is asked for once, kept, and renewed by one of several workers')
    .with(WAYS)
    .run(async ({ assert, cleanup }, { auth, oauth }) => {
      const shop = await givenTokenShop({ auth, oauth })
      cleanup(shop.stop)
      const { open, read } = await shop.connect()

      assert.equal(await read(), 1)
      assert.equal(tokenRequests(shop), 1)
      await shop.clock.sleep(3_600_000)
      const sessions = await Promise.all([open(), open(), open()])
      assert.deepEqual(await Promise.all(sessions.map(read)), [1, 1, 1])
      assert.equal(tokenRequests(shop), 2)
    })

  test('{way} that is wrong connects nothing, and says what to check')
    .with(WAYS)
    .run(async ({ assert, cleanup }, { auth, oauth, wrong, message }) => {
      const shop = await givenTokenShop({ auth, oauth })
      cleanup(shop.stop)

      const failure = await shop
        .connect({ credentials: wrong as unknown as Record<string, string> })
        .catch((error: unknown) => error as Error)

      assert.include(failure, { kind: 'authorization', action: 'reconnect' })
      assert.match((failure as Error).message, message)
    })

  test('a file that is no JSON asks to check the sign-in', async ({ assert, cleanup }) => {
    const shop = await givenTokenShop(WAYS[2])
    cleanup(shop.stop)

    const failure = await shop
      .connect({ credentials: { file: 'not a file' } })
      .catch((error: unknown) => error)

    assert.include(failure, { kind: 'authorization', code: 'E_REQUEST' })
    assert.notInclude((failure as Error).message, 'not a file')
  })
})
