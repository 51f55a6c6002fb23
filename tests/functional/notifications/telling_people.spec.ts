import { test } from '@japa/runner'
import { notify, type Notice } from '#notifications'
import { withTenant } from '#foundation'
import type { RunningEmulator } from '#sandbox'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'
import { JumpingClock } from '#tests/support/vendor_clock'

const NOW = new Date('2026-11-30T09:00:00Z')

test.group('Telling people something', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })
  group.each.setup(() => () => emulator.reset())

  /** A source that sends to a channel, and how often the vendor was asked to. */
  async function givenChat(channel = '#numbers') {
    const { organization, connection } = await givenSandboxSource({
      pluginId: 'slack/chat',
      connector: 'chat',
      authName: 'bot',
      name: 'Team chat',
      settings: { channel },
    })
    const tell = (notice: Partial<Notice> = {}) =>
      notify(
        { organization, connectionId: connection.id },
        { key: 'k1', title: 'Spend <rose>', text: 'By 20 % & more', url: '', ...notice },
        { correlationId: 'test', now: NOW, clock: new JumpingClock() }
      )
    const written = () =>
      withTenant(organization.id, async (tenant) => {
        const { rows } = await tenant.query(
          'SELECT key, state, reason FROM notifications ORDER BY key'
        )
        return rows
      })
    return { tell, written, organization, connection }
  }

  test('a message is sent, and what the vendor calls it is known', async ({ assert }) => {
    const { tell, written } = await givenChat()

    const outcome = await tell()

    assert.deepEqual(outcome, { state: 'sent', receipt: 'C0NUMBERS001/1773301243.651609' })
    assert.deepEqual(await written(), [{ key: 'k1', state: 'sent', reason: null }])
  })

  test('one key lets one message through, however many ask at once', async ({ assert }) => {
    const { tell } = await givenChat()
    const before = emulator.counters().total

    const outcomes = await Promise.all([tell(), tell(), tell()])
    const again = await tell({ text: 'Another text' })

    assert.equal(emulator.counters().total - before, 1)
    assert.isTrue(outcomes.some(({ state }) => state === 'sent'))
    assert.deepEqual(again, { state: 'sent', receipt: 'C0NUMBERS001/1773301243.651609' })
  })

  test('a message without a clear answer is never sent again', async ({ assert }) => {
    const { tell, written } = await givenChat()
    emulator.addFault({ kind: 'server_error', times: 9, path: 'chat.postMessage' })

    const outcome = await tell()
    const again = await tell()

    assert.equal(outcome.state, 'unknown')
    assert.deepEqual(again, outcome)
    assert.deepEqual(await written(), [{ key: 'k1', state: 'sending', reason: null }])
  })

  test('a refusal says what to do, and the same key may try again', async ({ assert }) => {
    const { tell, connection, organization } = await givenChat('#nowhere')

    const refused = await tell()
    await withTenant(organization.id, (tenant) =>
      tenant.query('UPDATE connections SET settings = $2 WHERE id = $1', [
        connection.id,
        JSON.stringify({ channel: '#numbers' }),
      ])
    )
    const sent = await tell()

    assert.equal(refused.state, 'refused')
    assert.match('reason' in refused ? refused.reason : '', /choose another channel/)
    assert.equal(sent.state, 'sent')
  })

  test('a source that sends no messages says so', async ({ assert }) => {
    const { organization, connection } = await givenSandboxSource({ pluginId: 'mollie/payments' })

    const outcome = await notify(
      { organization, connectionId: connection.id },
      { key: 'k1', title: 'T', text: 'T', url: '' },
      { correlationId: 'test', now: NOW }
    )

    assert.deepEqual(outcome, {
      state: 'refused',
      reason: 'Mollie sends no messages. Choose a source that does.',
      isTemporary: false,
    })
  })
})
