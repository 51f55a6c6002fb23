import { test } from '@japa/runner'
import type { ApiConnector, Auth, OAuth2, Plugin } from '#kit'
import { checkCredentials } from '#connections/actions/check_credentials'
import { declinedScopes } from '#connections/oauth/declined_scopes'
import { acceptSettings } from '#plugin_host/settings/accept_settings'
import { compileErrors } from '#reading/call/compile_errors'

async function connectorOf(folder: string): Promise<ApiConnector> {
  const { default: manifest } = (await import(
    `../../../plugins/connectors/${folder}/plugin.js`
  )) as {
    default: Plugin
  }
  return Object.values(manifest.connectors!)[0] as ApiConnector
}

/** What a person reads: whole sentences, and never the value, which may be a secret. */
function refusalOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing was refused'
}

test.group('A key of the wrong kind', () => {
  test(
    'for {folder} is refused before anybody is called, and the sentence says where the right one is'
  )
    .with([
      { folder: 'hubspot', way: 'token', wrong: '0b1c2d3e-0000-4000-8000-0b1c2d3e4f50' },
      { folder: 'klaviyo', way: 'key', wrong: 'Xy12Zw' },
      { folder: 'mollie', way: 'key', wrong: 'test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' },
      { folder: 'posthog', way: 'key', wrong: 'phc_x1y2z3a4b5c6d7e8f9g0h1i2j3k4l5m6n7' },
      { folder: 'sendgrid', way: 'key', wrong: 'sk_live_51HarborCoffee' },
      { folder: 'slack', way: 'bot', wrong: 'xoxp-11111111-22222222-33333333' },
      { folder: 'stripe', way: 'key', wrong: 'pk_live_51HarborCoffee0000' },
    ])
    .run(async ({ assert }, { folder, wrong }) => {
      const { auth } = await connectorOf(folder)
      const [way, field] = Object.values(auth).flatMap((each) =>
        Object.entries('fields' in each ? each.fields : {})
          .filter(([, { pattern }]) => pattern)
          .map(([name]) => [each, name] as [Auth, string])
      )[0]

      const said = refusalOf(() =>
        checkCredentials(way, { mode: 'sandbox', credentials: { [field]: wrong } })
      )

      assert.match(said, /^.+ does not look right\. .+\.$/s)
      assert.notInclude(said, wrong)
    })
})

test.group('A host of another place', () => {
  test('for {folder} is refused: {given}')
    .with([
      { folder: 'shopify', given: { shop: 'harbor.example.com/admin' } },
      { folder: 'posthog', given: { region: 'ap' } },
      { folder: 'adyen_settlements', given: { environment: 'evil.example/' } },
      { folder: 'quickbooks', given: { environment: 'elsewhere' } },
    ])
    .run(async ({ assert }, { folder, given }) => {
      const { settings } = await connectorOf(folder)

      const said = refusalOf(() => acceptSettings(settings, given, 'sandbox'))

      assert.match(said, /\.$/)
      assert.notEqual(said, 'nothing was refused')
    })
})

test.group('A version that the vendor switched off', () => {
  test('of {folder} ends the sync with what to do')
    .with([
      {
        folder: 'google_ads',
        status: 400,
        body: {
          error: {
            details: [{ errors: [{ errorCode: { requestError: 'UNSUPPORTED_VERSION' } }] }],
          },
        },
      },
      { folder: 'klaviyo', status: 400, body: { errors: [{ detail: 'Invalid revision' }] } },
      { folder: 'linkedin_ads', status: 426, body: { code: 'NONEXISTENT_VERSION' } },
      { folder: 'meta_ads', status: 400, body: { error: { code: 2635 } } },
      { folder: 'instagram', status: 400, body: { error: { code: 2635 } } },
      { folder: 'salesforce', status: 410, body: [{ errorCode: 'UNSUPPORTED_API_VERSION' }] },
    ])
    .run(async ({ assert }, { folder, status, body }) => {
      const { http } = await connectorOf(folder)

      const sorted = compileErrors(http.errors)({ status, body, headers: {} })

      assert.equal(sorted?.action, 'fail')
      assert.match(sorted?.say ?? '', /[Uu]pdate Quarterdeck\.$/)
    })
})

test.group('A consent with half the permissions', () => {
  test('for {folder} names each that was declined, and what is missing without it')
    .with(['facebook_pages', 'google_ads', 'hubspot', 'instagram', 'linkedin_pages', 'x_posts'])
    .run(async ({ assert }, folder) => {
      const { auth, streams } = await connectorOf(folder)
      const consent = Object.values(auth).find(({ kind }) => kind === 'oauth2') as OAuth2
      const [first, ...others] = consent.scopes

      const declined = declinedScopes({ streams }, consent, first.id)

      assert.deepEqual(
        declined.map(({ id }) => id),
        others.map(({ id }) => id)
      )
      for (const { why, streams: missing } of declined) {
        assert.match(why, /\.$/)
        missing.forEach((title) => assert.notMatch(title, /_/))
      }
    })
})
