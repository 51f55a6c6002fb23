import { test } from '@japa/runner'
import type { RunningEmulator } from '#sandbox'
import type { FaultKind } from '#sandbox/emulator/faults'
import { EmulatedSource } from '#tests/support/emulated_sources'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'

const NOW = new Date('2026-11-20T09:00:00Z')
const DAYS = { mode: 'sandbox', now: NOW, backfillFrom: '2026-11-14' } as const

/** A key with a host of its tenant, a key with many reports, and a key with many lists. */
const SOURCES = {
  Mailchimp: { pluginId: 'mailchimp/campaigns', connector: 'campaigns' },
  Klaviyo: { pluginId: 'klaviyo/email', connector: 'email' },
  Pipedrive: { pluginId: 'pipedrive/crm', connector: 'crm' },
}
type Vendor = keyof typeof SOURCES

const HUBSPOT = { pluginId: 'hubspot/crm', connector: 'crm' }
/** Its reports are asked for, waited for and fetched. */
const MICROSOFT = { pluginId: 'microsoft/ads', connector: 'ads' }

async function givenRead(request: typeof HUBSPOT) {
  const { organization, connection } = await givenSandboxSource({ ...DAYS, ...request })
  const place = { namespace: '', connectionId: connection.id, credentials: {}, now: NOW }
  const source = new EmulatedSource({ organization, ...place } as never)
  await source.sync()
  return { source, facts: await source.facts() }
}

type Sources = Awaited<ReturnType<typeof givenRead>>

interface Refused {
  what: string
  says: RegExp
  pluginId: string
  connector: string
  credentials?: Record<string, string>
  settings?: Record<string, string>
}

let emulator: RunningEmulator

async function givenSandbox() {
  emulator = await givenEmulator({ now: NOW })
  return () => emulator.stop()
}

/** A sync while the fault lasts, in one line; then the fault is over. */
async function syncUnder(kind: FaultKind, { source }: Sources) {
  emulator.addFault({ kind, times: 500 })
  const run = await source.sync()
  emulator.reset()
  return { run, line: [run.status, run.error_code, run.error_message].join(' · ') }
}

const MAINTENANCE =
  '{vendor} sent a web page instead of data, which usually means maintenance. The sync retries automatically.'

/** What a person reads, from the first word to the last but the id of the account. */
const READS: Record<Vendor, Record<'gone' | 'forbidden' | 'unauthorized', RegExp>> = {
  Mailchimp: {
    gone: /^reports of \w+: Mailchimp has switched off this part of its API, or this version of it, so nothing was read from it. Update Quarterdeck\.$/,
    forbidden:
      /^reports of \w+: The Mailchimp key may not read this\. Use a key of a person with the role manager or above\.$/,
    unauthorized: /^Mailchimp does not accept the key\. .+ create a new one and connect again\.$/,
  },
  Klaviyo: {
    gone: /^received of \w+: Klaviyo has switched off .+ Update Quarterdeck\. 5 more parts were skipped\.$/,
    forbidden:
      /^received of \w+: The Klaviyo key may not read this\. Create a private key .+ 5 more parts were skipped\.$/,
    unauthorized: /^Klaviyo does not accept the key\. .+ create a private key and connect again\.$/,
  },
  Pipedrive: {
    gone: /^persons of \w+: Pipedrive has retired this part of its API\. Update Quarterdeck\. 7 more parts were skipped\.$/,
    forbidden: /^persons of \w+: Pipedrive refuses to show this\. .+ 7 more parts were skipped\.$/,
    unauthorized: /^Pipedrive does not accept this access\. .+ Connect again\.$/,
  },
}

test.group('A vendor that refuses, or is away, after a good sync', (group) => {
  group.setup(givenSandbox)
  group.each.teardown(() => emulator.reset())

  test('{$self}: each time one sentence says so, and no number is lost or counted twice')
    .with(Object.keys(SOURCES) as Vendor[])
    .run(async ({ assert }, vendor) => {
      const read = await givenRead(SOURCES[vendor])
      const says = READS[vendor]

      const away = await syncUnder('html_page', read)
      const later = await read.source.recover(away.run)
      const expired = await syncUnder('gone', read)
      const forbidden = await syncUnder('forbidden', read)
      const kept = await read.source.facts()
      await read.source.reopen()
      const again = await read.source.sync()
      const revoked = await syncUnder('unauthorized', read)

      assert.equal(away.run.error_message, MAINTENANCE.replace('{vendor}', vendor))
      assert.deepEqual([away.run.status, later.status], ['waiting', 'succeeded'])
      assert.match(expired.run.error_message!, says.gone)
      assert.deepInclude(expired.run, { status: 'failed', error_kind: 'permanent' })
      assert.match(forbidden.run.error_message!, says.forbidden)
      assert.match(revoked.run.error_message!, says.unauthorized)
      assert.deepInclude(revoked.run, { status: 'failed', error_kind: 'authorization' })
      assert.deepInclude(again, { status: 'succeeded', error_message: null })
      assert.deepEqual([kept, await read.source.facts()], [read.facts, read.facts])
    })

  test('that stays down is asked again less and less, so that others are read meanwhile', async ({
    assert,
  }) => {
    const { source } = await givenRead(SOURCES.Mailchimp)
    emulator.addFault({ kind: 'server_error', path: '/3.0/reports', times: 500 })
    const asked = () => emulator.counters().seen.filter(({ status }) => status === 500).length

    const run = await source.sync()
    const first = asked()
    const again = await source.recover(run)
    const second = asked() - first

    assert.deepEqual([run.status, again.status], ['waiting', 'waiting'])
    assert.deepEqual([first, second], [4, 1])
  })

  test('that never finishes a report, fails at it, or hands out an empty one: it is said, and all comes afterwards', async ({
    assert,
  }) => {
    const read = await givenRead(MICROSOFT)

    const failed = await syncUnder('report_fails', read)
    emulator.addFault({ kind: 'report_stays', times: 500 })
    const waiting = await read.source.recover(failed.run)
    emulator.reset()
    const later = await read.source.recover(waiting)
    const empty = await syncUnder('report_empty', read)

    assert.equal(
      failed.line,
      'waiting · E_REPORT_FAILED · Microsoft Ads could not prepare the report. The sync asks for it again.'
    )
    assert.equal(
      waiting.error_message,
      'Microsoft Ads is still preparing the report. The sync continues when it is ready.'
    )
    assert.deepInclude(later, { status: 'succeeded', error_message: null })
    assert.match(empty.line, /^partial · E_EMPTY_WINDOW · campaign_days came back empty although/)
    assert.deepEqual(await read.source.facts(), read.facts)
  })

  test('one list of {vendor} only: the others are read on')
    .with([
      { vendor: 'Pipedrive', list: '/api/v2/deals', ...SOURCES.Pipedrive },
      { vendor: 'HubSpot', list: '/crm/v3/objects/deals', ...HUBSPOT },
    ] as const)
    .run(async ({ assert }, { list, ...request }) => {
      const read = await givenRead(request)
      emulator.addFault({ kind: 'forbidden', path: list, times: 1 })

      const run = await read.source.sync()

      const parts = Object.values(run.progress).flatMap((stream) => Object.values(stream.parts))
      const states = new Set(parts.map(({ state }) => state))
      assert.deepEqual([run.status, [...states].sort()], ['partial', ['done', 'failed']])
      assert.deepEqual(await read.source.facts(), read.facts)
    })
})

const REFUSED: Refused[] = [
  {
    what: 'the public key of Klaviyo',
    ...SOURCES.Klaviyo,
    credentials: { apiKey: 'VXSTFA' },
    says: /^E_CREDENTIALS_INVALID · .+ the public key of six characters is another one/,
  },
  {
    what: 'a key that Klaviyo does not know',
    ...SOURCES.Klaviyo,
    credentials: { apiKey: 'pk_000000000000000000000000000000aa' },
    says: /^E_VENDOR_401 · Klaviyo does not accept the key/,
  },
  {
    what: 'a Mandrill key for Mailchimp',
    ...SOURCES.Mailchimp,
    credentials: { apiKey: 'md-0b7e4bb2c4' },
    says: /^E_CREDENTIALS_INVALID · .+ It ends in the data centre, such as -us21/,
  },
  {
    what: 'half of a token of Pipedrive',
    ...SOURCES.Pipedrive,
    credentials: { apiToken: '3f1c9a0b' },
    says: /^E_CREDENTIALS_INVALID · .+ It is 40 characters long/,
  },
  {
    what: 'the publishable key of Stripe',
    pluginId: 'stripe/payments',
    connector: 'payments',
    credentials: { apiKey: 'pk_live_123456789' },
    says: /^E_CREDENTIALS_INVALID · .+ A restricted key with read access is enough/,
  },
  {
    what: 'the shop of somebody else',
    pluginId: 'shopify/shop',
    connector: 'shop',
    settings: { shop: 'somebody-else' },
    says: /^E_VENDOR_404 · There is no such shop/,
  },
  {
    what: 'the host of another n8n',
    pluginId: 'n8n/runs',
    connector: 'runs',
    settings: { host: 'n8n.elsewhere.example' },
    says: /^E_VENDOR_404 · There is no n8n API at this address/,
  },
  {
    what: 'a host without WooCommerce',
    pluginId: 'woocommerce/shop',
    connector: 'shop',
    settings: { host: 'nowhere.example' },
    says: /^E_VENDOR_404 · There is no WooCommerce at this address/,
  },
]

test.group('A source is not connected', (group) => {
  group.setup(givenSandbox)

  test('with {what}')
    .with(REFUSED)
    .run(async ({ assert }, { what: _what, says, ...request }) => {
      const answer = await givenSandboxSource({ ...DAYS, ...request }).then(
        () => 'it was connected',
        (error: { code: string; message: string }) => `${error.code} · ${error.message}`
      )

      assert.match(answer, says)
    })
})
