import { createVerify, generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import type { Signature, WireAuth } from '#kit'
import { compileSignature } from '#reading/call/sign/compile_signature'
import { baseString } from '#reading/call/sign/oauth1a'
import type { SignedRequest } from '#reading/call/sign/signed_request'
import { givenWire } from '#tests/support/wires'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

interface Moment {
  now: string
  nonce?: string
  credentials?: Record<string, string>
}

function sign(
  signature: Signature,
  request: SignedRequest,
  { now, nonce = 'n', ...given }: Moment
) {
  const scope = {
    ...{ account: null, parent: null, settings: {}, client: {}, token: {}, window: null },
    report: null,
    credentials: given.credentials ?? {},
  }
  return compileSignature(signature)(request, { scope, now: new Date(now), nonce })
}

const authorization = ({ headers }: SignedRequest) => headers.authorization

test.group('A signature with a known answer', () => {
  // https://datatracker.ietf.org/doc/html/rfc5849#section-3.4.1.1
  test('OAuth 1.0a: the base string of RFC 5849', ({ assert }) => {
    const url = 'http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b'
    const request = { method: 'POST' as const, url, headers: FORM, body: 'c2&a3=2+q' }
    const protocol: [string, string][] = [
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
    ]

    assert.equal(
      baseString(request, protocol),
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7'
    )
  })

  // https://developer.x.com/en/docs/authentication/oauth-1-0a/creating-a-signature
  test('OAuth 1.0a: the documented request of X', ({ assert }) => {
    const signed = sign(
      {
        kind: 'oauth1a',
        consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
        consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
        token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
        tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
      },
      {
        method: 'POST',
        url: 'https://api.twitter.com/1.1/statuses/update.json?include_entities=true',
        headers: FORM,
        body: 'status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21',
      },
      {
        now: new Date(1_318_622_958_000).toISOString(),
        nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
      }
    )

    assert.include(authorization(signed), 'oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"')
  })

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  test('AWS Signature Version 4: the documented request of IAM', ({ assert }) => {
    const signed = sign(
      {
        kind: 'sigv4',
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
        region: 'us-east-1',
        service: 'iam',
      },
      {
        method: 'GET',
        url: 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      },
      { now: '2015-08-30T12:36:00Z' }
    )

    assert.equal(
      authorization(signed),
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7'
    )
  })

  // https://opendocs.alipay.com/common/02mse7: sorted by name, empty ones and `sign` left out.
  test('RSA2: the documented order of parameters', ({ assert }) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const der = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
    const signed = sign(
      {
        kind: 'rsa2',
        key: '{credentials.key}',
        timestamp: { format: 'yyyy-MM-dd HH:mm:ss', zone: 'Asia/Shanghai' },
        timestampQuery: 'timestamp',
      },
      {
        method: 'POST',
        url: 'https://openapi.alipay.test/gateway.do?method=trade.query&app_id=7&version=1.0&sign_type=RSA2&charset=utf-8&app_auth_token=',
        headers: FORM,
        body: 'biz_content=%7B%22out_trade_no%22%3A%221%22%7D',
      },
      { now: '2026-11-20T09:00:05Z', credentials: { key: der } }
    )

    const text =
      'app_id=7&biz_content={"out_trade_no":"1"}&charset=utf-8&method=trade.query&sign_type=RSA2&timestamp=2026-11-20 17:00:05&version=1.0'
    const signature = new URL(signed.url).searchParams.get('sign')!
    assert.isTrue(createVerify('RSA-SHA256').update(text).verify(publicKey, signature, 'base64'))
    assert.notInclude(new URL(signed.url).search, '+')
  })
})

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PEM = {
  public: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  private: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

test.group('A wire that wants a signature', () => {
  const WAYS: { way: string; signature: Signature; auth: WireAuth }[] = [
    {
      way: 'a shared secret over a header, the time and the body',
      signature: {
        kind: 'hmac',
        algorithm: 'sha256',
        key: '{credentials.secret}',
        over: '{credentials.login}{timestamp}{body}',
        header: 'authorization',
        value: 'V2-HMAC-SHA256, Signature: {signature}',
        timestamp: 'iso',
        timestampHeader: 'x-date',
      },
      auth: {
        signed: 'hmac-sha256',
        in: 'header.authorization',
        prefix: 'V2-HMAC-SHA256, Signature: ',
        over: 'me{header.x-date}{body}',
        key: 'secret',
        encoding: 'hex',
      },
    },
    {
      way: 'a private key over all parameters',
      signature: { kind: 'rsa2', key: '{credentials.key}', timestampQuery: 'time' },
      auth: { signed: 'rsa-sha256', in: 'query.sign', over: '{sortedParameters}', key: PEM.public },
    },
    {
      way: 'OAuth 1.0a',
      signature: {
        kind: 'oauth1a',
        consumerKey: 'app',
        consumerSecret: '{credentials.secret}',
        token: 'me',
        tokenSecret: 't&s',
      },
      auth: { signed: 'oauth1a', consumers: { app: 'secret' }, tokens: { me: 't&s' } },
    },
    {
      way: 'AWS Signature Version 4',
      signature: {
        kind: 'sigv4',
        accessKeyId: 'AK',
        secretAccessKey: '{credentials.secret}',
        region: 'eu-west-1',
        service: 'execute-api',
      },
      auth: {
        signed: 'sigv4',
        keys: { AK: 'secret' },
        region: 'eu-west-1',
        service: 'execute-api',
      },
    },
  ]

  test('lets {way} in, and neither another key nor another request')
    .with(WAYS)
    .run(({ assert }, { signature, auth }) => {
      const wire = givenWire({
        auth,
        endpoints: [
          {
            post: '/a-b/orders',
            query: { q: 'text', b: 'text', a: 'text', time: 'text', sign: 'text' },
            form: { note: 'text' },
            page: {},
          },
        ],
      })
      const request: SignedRequest = {
        method: 'POST',
        url: "https://api.vendor.example/a-b/orders?q=it's (1+1)*&b=2&a=ü",
        headers: { ...FORM, accept: '*/*' },
        body: 'note=a+b%26c',
      }
      const ask = (secret: string, change: Partial<SignedRequest> = {}) => {
        const credentials = { secret, login: 'me', key: secret === 'secret' ? PEM.private : OTHER }
        const signed = sign(signature, request, { now: '2026-11-20T09:00:00Z', credentials })
        const { url, headers, body } = { ...signed, ...change }
        const { pathname, search } = new URL(url)
        const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
        return wire.ask('POST', pathname + search, { headers: Object.fromEntries(lower), body })
          .status
      }

      assert.equal(ask('secret'), 200)
      assert.equal(ask('other'), 401)
      assert.equal(ask('secret', { body: 'note=a' }), 401)
    })
})

const OTHER = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
