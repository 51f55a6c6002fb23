import { test } from '@japa/runner'
import type { Plugin, WebhookConnector } from '#kit'
import { checkManifest } from '#plugin_host/manifest/check_manifest'
import { withValue } from '#sandbox/conformance/awkward'

const TILL: WebhookConnector = {
  kind: 'webhook',
  title: 'Till',
  category: 'payments',
  webhooks: {
    verify: { kind: 'token', key: '{credentials.webhookSecret}', token: 'webhook.query.token' },
    secret: { from: 'generated' },
    id: 'webhook.body.id',
    routes: [{ stream: 'sales', records: 'sales', version: 'record.at + webhook.body.at' }],
    streams: {
      sales: {
        key: 'id',
        facts: {
          mode: 'event',
          date: 'record.at',
          entity: { kind: 'sale', id: 'record.id', name: 'record.id' },
          metrics: { orders: '1' },
        },
      },
    },
  },
}

const MANIFEST: Plugin = {
  id: 'acme/till',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Till',
  summary: 'Sales.',
  licence: 'MIT',
  scopes: [{ id: 'metrics:write', why: 'Counts.' }],
  connectors: { till: TILL },
}

const HOOKS = 'connectors.till.webhooks'

function reasonsAfter(place: string, value: unknown): string[] {
  const whole = place.startsWith('../') ? `connectors.till.${place.slice(3)}` : `${HOOKS}.${place}`
  const path = whole.split('.')
  const verdict = checkManifest(withValue(MANIFEST, path, value))
  return verdict.state === 'available' ? [] : verdict.reasons
}

test.group('A connector that only receives', () => {
  test('is available', ({ assert }) => {
    assert.deepEqual(checkManifest(MANIFEST).state, 'available')
  })

  const MISTAKES: [place: string, value: unknown, sentence: string][] = [
    ['routes.0.stream', 'refunds', "routes.0 names the unknown stream 'refunds'"],
    ['routes.0.records', undefined, 'routes.0.records is missing: sales only arrives'],
    ['routes', [], 'routes is empty, so nothing that arrives is used'],
    [
      'verify',
      { kind: 'refetch' },
      "routes.0.records takes what is not signed; verify is 'refetch'",
    ],
    ['secret', undefined, 'secret is missing: verify asks for credentials.webhookSecret'],
    ['verify.token', 'record.token', 'verify.token: Unknown variable: record'],
    ['verify.key', '{credentials.password}', "credentials has no 'password'"],
    [
      'verify',
      { kind: 'address', senders: ['196.201.214.0/24', 'safaricom'] },
      "verify.senders: 'safaricom' is no address or network",
    ],
    [
      'verify',
      {
        kind: 'hmac',
        algorithm: 'sha256',
        key: '{credentials.webhookSecret}',
        signature: 'webhook.headers.sign',
        over: '{record.id}.{body}',
      },
      'verify.over: Unknown variable: record',
    ],
    [
      'streams.sales.facts.metrics',
      { sold: '1' },
      'facts.metrics.sold is no metric of the catalogue',
    ],
    ['streams.sales.facts.date', undefined, 'facts.date is missing'],
    ['../minorUnits', { isk: 2 }, 'minorUnits.isk must be a currency code in capitals'],
    ['register', { create: { post: '/hooks' }, id: 'id' }, 'register calls the vendor'],
  ]

  test('is refused where {1}')
    .with(MISTAKES.map((mistake) => [mistake, mistake[2]] as const))
    .run(({ assert }, [[place, value, sentence]]) => {
      const reasons = reasonsAfter(place, value)

      assert.isTrue(
        reasons.some((reason) => reason.includes(sentence)),
        reasons.join('\n') || 'it is available'
      )
    })
})
