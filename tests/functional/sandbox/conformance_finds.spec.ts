import { test } from '@japa/runner'
import logger from '@adonisjs/core/services/logger'
import { replayCases } from '#sandbox/conformance/cases/index'
import { tryCase } from '#sandbox/conformance/conformance'
import { recordLog } from '#sandbox/conformance/log_recorder'
import { givenTrial, withRig, type Rig } from '#sandbox/conformance/rig'
import { asTenant } from '#sandbox/conformance/rows'
import { leaksIn, secretsOf } from '#sandbox/conformance/secrets'
import { demandSentence } from '#sandbox/conformance/verdict'

const NOW = new Date('2026-11-20T09:00:00Z')
const withStripe = <Result>(work: (rig: Rig) => Promise<Result>) =>
  withRig({ pluginId: 'stripe/payments', now: NOW }, work)

/** The verdict about a plugin that was made worse. */
async function verdictOf(title: string, worsen: (rig: Rig) => void) {
  return withStripe((rig) => {
    worsen(rig)
    return tryCase(
      replayCases.find((each) => each.title === title)!,
      rig
    )
  })
}

test.group('The conformance kit notices', () => {
  test('a secret in a log, also deep inside an error', async ({ assert }) => {
    await withStripe(async (rig) => {
      await givenTrial(rig)
      const [secret] = secretsOf(rig)
      const log = recordLog()
      logger.error({ error: new Error('refused', { cause: new Error(secret) }) }, 'failed')
      log.stop()
      assert.deepEqual(await leaksIn(rig, { secrets: [secret], log: log.lines }), ['the log'])
    })
  })

  test('a secret in a row', async ({ assert }) => {
    await withStripe(async (rig) => {
      const { connection } = await givenTrial(rig)
      const [secret] = secretsOf(rig)
      const sql = 'UPDATE connections SET name = $3 WHERE organization_id = $1 AND id = $2'
      await asTenant(rig, sql, [connection.id, `Shop ${secret}`])
      assert.deepEqual(await leaksIn(rig, { secrets: [secret], log: [] }), ['connections'])
    })
  })

  test('a host without a scope', async ({ assert }) => {
    const verdict = await verdictOf('only hosts that the plugin asked for are called', (rig) => {
      rig.heard.push({ host: 'evil.test' } as never)
    })
    assert.containSubset(verdict, { reason: 'evil.test is called without a scope' })
  })

  test('a key that does not tell records apart', async ({ assert }) => {
    const verdict = await verdictOf('every record maps, and keys and rows are unique', (rig) => {
      const charges = rig.connector.streams.get('charges')!
      const streams = new Map(rig.connector.streams)
      const mapRecord: typeof charges.mapRecord = (...asked) => {
        const mapped = charges.mapRecord(...asked)
        return mapped && 'key' in mapped ? { ...mapped, key: 'one' } : mapped
      }
      rig.decorate = (session) => ({
        ...session,
        connector: {
          ...session.connector,
          streams: streams.set('charges', { ...charges, mapRecord }),
        },
      })
    })
    assert.containSubset(verdict, { reason: 'charges: the key is not unique: one' })
  })

  test('what is no sentence')
    .with(['', 'E_VENDOR_401', '{"error":"x"}', 'Reading undefined failed somewhere.'])
    .run(({ assert }, message) => {
      assert.throws(() => demandSentence(message), /is no sentence/)
    })

  test('nothing of a trial remains', async ({ assert }) => {
    const id = await withStripe(async (rig) => {
      await givenTrial(rig)
      return rig.organization.id
    })
    const { Organization } = await import('#organizations')
    assert.isNull(await Organization.find(id))
  })
})
