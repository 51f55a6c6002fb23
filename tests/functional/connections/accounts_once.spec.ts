import { test } from '@japa/runner'
import { ReconnectSource, type Connection } from '#connections'
import { listAccounts } from '#connections/queries/connection_accounts'
import type { SourceRequest } from '#connections/actions/connect_source'
import { withTenant } from '#foundation'
import type { RunningEmulator } from '#sandbox'
import { changeSource } from '#sync/actions/change_source'
import { givenOrganization } from '#tests/support/organizations'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'
import { JumpingClock } from '#tests/support/vendor_clock'

const EUROPE = '4115550101'
const US = '4115550202'
const AGENCY = 'agency@lighthouse.example'
/** Long after the first, so that nothing takes the two for one form sent twice. */
const later = () => new Date(Date.now() + 3_600_000)

type Organization = Awaited<ReturnType<typeof givenOrganization>>

async function givenAds(request: Partial<SourceRequest> = {}) {
  return givenSandboxSource({ pluginId: 'google/ads', ...request })
}

const inTenant = <Answer>(
  organization: Organization | { id: string },
  text: string,
  values: unknown[] = []
) =>
  withTenant(organization.id, async (tenant) => {
    const { rows } = await tenant.query<Answer>(text, [organization.id, ...values])
    return rows
  })

const setState = (organization: { id: string }, id: string, state: string) =>
  inTenant(
    organization,
    'UPDATE connections SET state = $3 WHERE organization_id = $1 AND id = $2',
    [id, state]
  )

async function chosenOf(organization: { id: string }, connection: { id: string }) {
  const accounts = await withTenant(organization.id, (tenant) =>
    listAccounts(tenant, connection.id)
  )
  return accounts.filter(({ isSelected }) => isSelected).map(({ id }) => id)
}

const sourcesOf = (organization: { id: string }) =>
  inTenant<{ id: string; state: string }>(
    organization,
    "SELECT id, state FROM connections WHERE organization_id = $1 AND state <> 'removed'"
  )

const choose = (organization: { id: string }, { id }: { id: string }, accounts: string[]) =>
  withTenant(organization.id, (tenant) =>
    changeSource(tenant, { connectionId: id, now: new Date(), accounts })
  )

const reconnect = (connection: Connection) =>
  new ReconnectSource().execute(connection, {
    actor: { id: null },
    now: later(),
    clock: new JumpingClock(),
  })

test.group('One account of a vendor', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('is refused as a second source, whoever connects it: {$self}')
    .with(['google/ads', 'stripe/payments'])
    .run(async ({ assert }, pluginId) => {
      const { organization } = await givenSandboxSource({ pluginId })
      const login = pluginId === 'google/ads' ? AGENCY : undefined

      const again = givenSandboxSource({ pluginId, organization, login, now: later(), name: 'B' })

      await assert.rejects(() => again, /already reads Harbor Coffee.*an account counts once/)
      assert.lengthOf(await sourcesOf(organization), 1)
    })

  test('that waits to be reconnected is renewed by connecting it again', async ({ assert }) => {
    const { organization, connection } = await givenAds()
    await setState(organization, connection.id, 'needs_reconnect')
    let followed: string | undefined

    const again = await givenAds({
      organization,
      login: AGENCY,
      name: 'Another name',
      now: later(),
      follow: async (_tenant, { id }) => void (followed = id),
    })

    assert.deepEqual([again.connection.id, followed], [connection.id, connection.id])
    assert.deepEqual(await sourcesOf(organization), [{ id: connection.id, state: 'connected' }])
    assert.deepEqual(await chosenOf(organization, connection), [EUROPE, US])
  })

  test('stays with its source where a second login lists it among others', async ({ assert }) => {
    const { organization, connection } = await givenAds()
    await choose(organization, connection, [EUROPE])

    const second = await givenAds({ organization, login: AGENCY, now: later(), name: 'Agency' })

    assert.deepEqual(await chosenOf(organization, second.connection), [US])
    await assert.rejects(
      () => choose(organization, second.connection, [EUROPE, US]),
      /Google Ads already reads Harbor Coffee Europe/
    )
    await assert.rejects(
      () => choose(organization, connection, [EUROPE, US]),
      /Agency already reads Harbor Coffee US/
    )
  })

  test('of two connects at the same moment is connected once', async ({ assert }) => {
    const organization = await givenOrganization()
    const requests = ['One', 'Two', 'Three'].map((name) => givenAds({ organization, name }))

    const outcomes = await Promise.allSettled(requests)

    assert.lengthOf(
      outcomes.filter(({ status }) => status === 'fulfilled'),
      1
    )
    assert.lengthOf(await sourcesOf(organization), 1)
  })

  test('is free again once its source was removed, or lets it go', async ({ assert }) => {
    const { organization, connection } = await givenAds()
    await choose(organization, connection, [EUROPE])
    await setState(organization, connection.id, 'removed')

    const second = await givenAds({ organization, now: later() })

    assert.deepEqual(await chosenOf(organization, second.connection), [EUROPE, US])
  })

  test('of another organization, or of the vendor itself beside the sandbox, is another', async ({
    assert,
  }) => {
    const { organization, connection } = await givenAds()
    await inTenant(
      organization,
      "UPDATE connections SET mode = 'live' WHERE organization_id = $1 AND id = $2",
      [connection.id]
    )

    const sandbox = await givenAds({ organization, now: later() })
    const elsewhere = await givenAds()

    assert.deepEqual(await chosenOf(organization, sandbox.connection), [EUROPE, US])
    assert.deepEqual(await chosenOf(elsewhere.organization, elsewhere.connection), [EUROPE, US])
  })

  test('that two sources read since long is left to the older when the younger reconnects', async ({
    assert,
  }) => {
    const { organization, connection: elder } = await givenAds()
    await setState(organization, elder.id, 'removed')
    const younger = await givenAds({ organization, now: later() })
    await setState(organization, elder.id, 'connected')

    await assert.rejects(() => reconnect(younger.connection), /already reads Harbor Coffee Europe/)
    const renewed = await reconnect(elder)

    assert.equal(renewed.connection.state, 'connected')
    assert.deepEqual(await chosenOf(organization, elder), [EUROPE, US])
  })
})
