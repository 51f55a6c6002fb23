import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { recordLog } from '#sandbox/conformance/log_recorder'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { carryOut } from '#tests/support/carry_out'
import { givenEmulator } from '#tests/support/sandbox_sources'
import { signIn } from '#tests/support/sign_in'

const REQUEST = 'a-request-to-be-found-again'

test.group('One id', (group) => {
  group.setup(async () => {
    const emulator = await givenEmulator({ now: new Date('2026-11-20T09:00:00Z') })
    return () => emulator.stop()
  })

  test('leads from a click to the calls that the vendor got for it', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization))
    const log = recordLog()
    const request = { pluginId: 'stripe/payments', connector: 'payments', mode: 'sandbox' }
    const asked = client.post(`/o/${organization.slug}/sources`).header('x-request-id', REQUEST)
    await as(asked.json(request))
    const connecting = callsIn(log.lines)
    const [run] = await runsOf(organization.id)

    await carryOut(organization, run.id)
    log.stop()

    assert.equal(run.correlation_id, REQUEST)
    assert.isAbove(connecting, 0)
    assert.isAbove(callsIn(log.lines), connecting)
  })

  /** Loggers of sessions that speak to the vendor. */
  const callsIn = (lines: string[]) =>
    lines.filter((line) => line.includes(`correlationId: '${REQUEST}'`)).length

  const runsOf = (organizationId: string) =>
    withTenant(organizationId, async (tenant) => {
      const sql = 'SELECT id, correlation_id FROM sync_runs WHERE organization_id = $1'
      const { rows } = await tenant.query<{ id: string; correlation_id: string }>(sql, [
        organizationId,
      ])
      return rows
    })
})
