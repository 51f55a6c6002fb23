import { test } from '@japa/runner'
import { sourceWarnings } from '#connections'
import WarnOfAccessEnd from '#connections/actions/warn_of_access_end'
import { whatNeedsAttention } from '#alerts/queries/what_needs_attention'
import { withTenant } from '#foundation'
import { listStoredMails } from '#mail/mailbox'
import { listPlugins } from '#plugin_host/queries/list_plugins'
import { pluginRegistry } from '#plugin_host'
import { givenMember } from '#tests/support/organizations'
import { CONSENT, givenTokenShop } from '#tests/support/token_shop'

const DAY_MS = 86_400_000

type Shop = Awaited<ReturnType<typeof givenTokenShop>>
type Source = Awaited<ReturnType<Shop['connect']>>

const warningsOf = async ({ organization }: Source, now: Date) => {
  const warnings = await withTenant(organization.id, (tenant) => sourceWarnings(tenant, now))
  return warnings.map(({ kind, message }) => [kind, message])
}

test.group('A source warns', () => {
  test('a week before its consent ends, on the home page and once by mail', async ({
    assert,
    cleanup,
  }) => {
    const oauth = { answer: { refresh_token_expires_in: 30 * 86_400 } }
    const shop = await givenTokenShop({ auth: CONSENT, oauth })
    cleanup(shop.stop)
    const source = await shop.connect({ name: 'Lighthouse' })
    const manager = await givenMember(source.organization, 'manager')
    const viewer = await givenMember(source.organization, 'viewer')
    const mailsTo = async ({ email }: { email: string }) => {
      const mails = await listStoredMails(1_000)
      return mails.filter(({ to }) => to === email)
    }

    await shop.clock.sleep(22 * DAY_MS)
    assert.deepEqual(await warningsOf(source, shop.clock.now()), [])
    await shop.clock.sleep(2 * DAY_MS)
    await new WarnOfAccessEnd().execute(shop.clock.now())
    await new WarnOfAccessEnd().execute(shop.clock.now())

    const sentence =
      'The consent for Lighthouse ends on 2026-12-20. Reconnect it before then, or syncing stops.'
    assert.deepEqual(await warningsOf(source, shop.clock.now()), [['access_ends', sentence]])
    const attention = await withTenant(source.organization.id, (tenant) =>
      whatNeedsAttention(tenant, shop.clock.now())
    )
    assert.deepEqual(
      attention.map(({ kind }) => kind),
      ['access_ends']
    )
    const [mail, ...more] = await mailsTo(manager)
    assert.equal(mail.subject, 'Reconnect “Lighthouse” before 20 Dec 2026')
    assert.deepEqual([more, await mailsTo(viewer)], [[], []])
    await source.read()
    assert.deepEqual(await warningsOf(source, shop.clock.now()), [])
  })

  test('of permissions that were declined, with what will be missing', async ({
    assert,
    cleanup,
  }) => {
    const scopes = [
      { id: 'orders', why: 'Reads orders.' },
      { id: 'refunds', why: 'Reads refunds.', streams: ['orders'] },
    ]
    const shop = await givenTokenShop({
      auth: { ...CONSENT, scopes },
      oauth: { answer: { scope: 'orders,profile' } },
      orders: { title: 'Orders by day' },
    })
    cleanup(shop.stop)

    const source = await shop.connect()

    assert.deepEqual(await warningsOf(source, shop.clock.now()), [
      [
        'declined_scopes',
        'The permission “refunds” was not granted (Reads refunds). Orders by day will be missing. Reconnect and grant it to add the data.',
      ],
    ])
  })

  test('of the day on which the vendor switches its version off, as its plugin does', async ({
    assert,
    cleanup,
  }) => {
    const sunset = { version: 'v25', on: '2027-06-30' }
    const shop = await givenTokenShop({ auth: CONSENT, oauth: {}, connector: { sunset } })
    cleanup(shop.stop)
    const source = await shop.connect()
    const at = (day: string) => new Date(`${day}T12:00:00Z`)
    const registry = await pluginRegistry()

    const [[kind, soon]] = await warningsOf(source, at('2027-01-01'))
    const [[, over]] = await warningsOf(source, at('2027-07-01'))
    const [plugin] = await withTenant(source.organization.id, () =>
      listPlugins(source.organization, at('2027-01-01'))
    )

    assert.equal(kind, 'vendor_version')
    assert.match(soon, /^The vendor switches this version off on 2027-06-30 \(v25\)\./)
    assert.match(over, /^The vendor switched this version off on 2027-06-30 \(v25\)\./)
    assert.deepEqual(plugin.warnings, [soon])
    assert.deepEqual(registry.retiring(at('2026-12-31')), [])
    assert.include(registry.retiring(at('2027-01-02'))[0], { connector: 'shop', isOver: false })
  })
})

test('A source in the sandbox has the settings that its emulator understands', async ({
  assert,
  cleanup,
}) => {
  const shop = await givenTokenShop({
    auth: CONSENT,
    oauth: {},
    hosts: ['small.test', '*.small.test'],
    connector: {
      http: { base: 'https://{settings.shop}.small.test' },
      settings: {
        type: 'object',
        properties: {
          shop: { type: 'string', title: 'Shop', sandbox: 'harbor' },
          size: { type: 'integer', title: 'Size', default: 5, sandbox: 2 },
        },
        required: ['shop'],
      },
    },
  })
  cleanup(shop.stop)

  const tried = await shop.connect({ settings: { shop: '', size: '5' } })
  const chosen = await shop.connect({ settings: { shop: 'mine', size: '7' }, name: 'Mine' })

  assert.deepEqual(tried.connection.settings, { shop: 'harbor', size: 2 })
  assert.deepEqual(chosen.connection.settings, { shop: 'mine', size: 7 })
})
