import { test } from '@japa/runner'
import { ReconnectSource } from '#connections'
import { withTenant } from '#foundation'
import { changeSource } from '#sync/actions/change_source'
import { accountsOf, addsAccounts } from '#sync/queries/accounts_of'
import { streamsOf } from '#sync/queries/streams_of'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'
import { JumpingClock } from '#tests/support/vendor_clock'

const US = '4115550202'
const later = () => new Date(Date.now() + 3_600_000)

async function givenAds() {
  const { organization, connection } = await givenSandboxSource({ pluginId: 'google/ads' })
  const inTenant = <Answer>(work: Parameters<typeof withTenant<Answer>>[1]) =>
    withTenant(organization.id, work)
  return {
    connection,
    inTenant,
    adds: (isOn: boolean) =>
      inTenant((tenant) =>
        changeSource(tenant, { connectionId: connection.id, now: later(), addsAccounts: isOn })
      ),
    /** As if the vendor had opened the account just now. */
    async listAnew(id: string) {
      await inTenant((tenant) =>
        tenant.query(
          'DELETE FROM connection_accounts WHERE organization_id = $1 AND external_id = $2',
          [organization.id, id]
        )
      )
      await new ReconnectSource().execute(connection, {
        ...{ actor: { id: null }, now: later(), clock: new JumpingClock() },
      })
      const accounts = await inTenant((tenant) => accountsOf(tenant, connection.id))
      return accounts.find(({ externalId }) => externalId === id)?.isSelected
    },
  }
}

test.group('An account that appears at the vendor', (group) => {
  group.setup(async () => {
    const emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('is read without being chosen, unless the person adds accounts one by one', async ({
    assert,
  }) => {
    const { connection, inTenant, adds, listAnew } = await givenAds()

    assert.isTrue(await inTenant((tenant) => addsAccounts(tenant, connection.id)))
    assert.isTrue(await listAnew(US))
    await adds(false)
    assert.isFalse(await listAnew(US))
    await adds(true)
    assert.isTrue(await listAnew(US))
  })

  test('leaves streams that were never read without a state', async ({ assert }) => {
    const { connection, inTenant } = await givenAds()
    const { id, pluginId, connector } = connection

    const streams = await inTenant((tenant) => streamsOf(tenant, { id, pluginId, connector }))

    assert.isAbove(streams.length, 3)
    assert.deepEqual(
      streams.map(({ checkedAt, completeUntil }) => [checkedAt, completeUntil]),
      streams.map(() => [null, null])
    )
  })
})
