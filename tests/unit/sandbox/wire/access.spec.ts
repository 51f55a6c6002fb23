import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import type { WireAuth } from '#kit'
import { givenWire } from '#tests/support/wires'

const givenDoor = (auth: WireAuth | WireAuth[], scopes?: string[]) =>
  givenWire({
    auth,
    endpoints: [
      {
        get: '/v1/me',
        page: { login: '{{login}}' },
        query: { key: 'text', a: 'text', b: 'text', sign: 'text' },
        scopes,
      },
    ],
  })

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

test.group('Access to a wire', () => {
  test('{way} lets its key in, and no other')
    .with([
      {
        way: 'a header',
        auth: { header: 'X-Api-Key: {key}', accepts: 'k1' },
        good: { 'x-api-key': 'k1' },
        bad: { 'x-api-key': 'k2' },
      },
      {
        way: 'a scheme',
        auth: { header: 'Authorization: Vendor-Key {key}', accepts: 'k1' },
        good: { authorization: 'Vendor-Key k1' },
        bad: { authorization: 'Bearer k1' },
      },
      {
        way: 'a user name',
        auth: { basic: '{key}:', accepts: 'k1' },
        good: basic('k1:'),
        bad: basic('k1:word'),
      },
      {
        way: 'any user name',
        auth: { basic: '*:{key}', accepts: 'k1' },
        good: basic('noor:k1'),
        bad: basic('noor:k'),
      },
    ])
    .run(({ assert }, { auth, good, bad }) => {
      const { get } = givenDoor(auth)

      assert.equal(get('/v1/me', { headers: good as Record<string, string> }).status, 200)
      assert.equal(get('/v1/me', { headers: bad as Record<string, string> }).status, 401)
      assert.equal(get('/v1/me').status, 401)
    })

  test('a key in the address, a key of a test, and keys that the vendor knows and refuses', ({
    assert,
  }) => {
    const { get } = givenDoor({ query: 'key={key}', accepts: 'k1', refuses: { k0: 'expired' } })
    const answer = (key: string) => (get(`/v1/me?key=${key}`).body as { error?: string }).error

    assert.isUndefined(answer('k1'))
    assert.isUndefined(answer('k1_ns_mine'))
    assert.equal(answer('k0'), 'expired')
    assert.equal(answer('revoked'), 'revoked')
    assert.equal(answer('other'), 'unauthorized')
  })

  test('a token is accepted where the vendor wants it, if its scopes are enough', ({ assert }) => {
    const { get } = givenDoor({ oauth: true, header: 'X-Access-Token: {token}' })
    const narrow = givenDoor({ oauth: true }, ['write'])
    const asked = (token: string) => get('/v1/me', { headers: { 'x-access-token': token } })

    assert.deepEqual(asked('good').body, { login: 'noor' })
    assert.include(asked('old').body, { error: 'expired' })
    assert.equal(get('/v1/me', { headers: { authorization: 'Bearer good' } }).status, 401)
    assert.include(narrow.get('/v1/me', { headers: { authorization: 'Bearer good' } }).body, {
      error: 'forbidden',
      about: 'write',
    })
  })

  test('a key or a token: either opens', ({ assert }) => {
    const ways: WireAuth[] = [
      { oauth: true },
      { header: 'Authorization: Bearer {key}', accepts: 'k1' },
    ]
    const { get } = givenDoor(ways, ['read'])

    for (const token of ['good', 'k1']) {
      assert.equal(get('/v1/me', { headers: { authorization: `Bearer ${token}` } }).status, 200)
    }
    assert.include(get('/v1/me', { headers: { authorization: 'Bearer old' } }).body, {
      error: 'expired',
    })
  })

  test('a signature fits the request that it was made for', ({ assert }) => {
    const { get } = givenDoor({
      signed: 'hmac-sha256',
      in: 'header.x-sign',
      over: '{method}{path}{header.x-date}',
      key: 'secret',
      encoding: 'hex',
      prefix: 'V2 ',
    })
    const sign = (text: string) => `V2 ${createHmac('sha256', 'secret').update(text).digest('hex')}`
    const ask = (signature: string) =>
      get('/v1/me', { headers: { 'x-date': '5', 'x-sign': signature } })

    assert.equal(ask(sign('GET/v1/me5')).status, 200)
    assert.include(ask(sign('GET/v1/me6')).body, { error: 'badSignature' })
    assert.include(ask('V2 abc').body, { error: 'badSignature' })
  })

  test('an RSA signature over the sorted parameters', ({ assert }) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const { get } = givenDoor({
      signed: 'rsa-sha256',
      in: 'query.sign',
      over: '{sortedQuery}',
      key: pem,
    })
    const sign = createSign('RSA-SHA256').update('a=1&b=2').sign(privateKey, 'base64')

    assert.equal(get('/v1/me', { query: { b: '2', a: '1', sign } }).status, 200)
    assert.equal(get('/v1/me', { query: { b: '3', a: '1', sign } }).status, 401)
  })
})
