import { asTenant } from './rows.js'
import { hookTrialOf, webhooksOf, type HookTrial } from './hook_trial.js'
import { connect, type Rig } from './rig.js'

export { webhooksOf, type HookTrial }

export const givenHookTrial = async (rig: Rig): Promise<HookTrial> =>
  hookTrialOf(rig, await connect(rig))

export function outcomesOf(rig: Rig, { connection }: HookTrial) {
  return asTenant<{ outcome: string; code: string | null; reason: string | null; times: number }>(
    rig,
    `SELECT outcome, code, reason, times FROM webhook_deliveries
     WHERE organization_id = $1 AND connection_id = $2 ORDER BY received_at, id`,
    [connection.id]
  )
}
