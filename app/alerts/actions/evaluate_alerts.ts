import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import Organization from '#organizations/models/organization'
import { openIncidents, type Opened } from '../incidents/open_incidents.js'
import { settleIncidents } from '../incidents/settle_incidents.js'
import { judgeRule, type Verdict } from '../judging/judge_rule.js'
import { lockRules } from '../rules/rule.js'
import { announce } from '../telling/announce.js'

/**
 * Judges every rule of an organization by the days that became complete since the last time, and opens, joins, wakes and dismisses
 * incidents. All of it in the caller's transaction: after a crash nothing has happened, and the next evaluation does it once.
 */
export default class EvaluateAlerts {
  constructor(private readonly tenant: TenantTransaction) {}

  async execute(now: DateTime): Promise<Opened> {
    const { tenant } = this
    const rules = await lockRules(tenant)
    if (rules.length === 0) {
      return { opened: [], joined: [] }
    }
    const organization = await Organization.findOrFail(tenant.organizationId, {
      client: tenant.trx,
    })
    const verdicts: Verdict[] = []
    for (const rule of rules) {
      verdicts.push(await judgeRule({ tenant, organization, now }, rule))
    }
    const at = now.toJSDate()
    const breaches = verdicts.flatMap((verdict) => verdict.breaches)
    const opened = await openIncidents(tenant, breaches, at)
    await announce(tenant, opened.opened, { timeZone: organization.timeZone, now })
    await this.#remember(verdicts, at)
    const failing = verdicts
      .filter(({ rule }) => rule.kind === 'sync_failure')
      .flatMap((verdict) => verdict.breaches.flatMap(({ sources }) => sources))
    await settleIncidents(tenant, { failing, now: at })
    return opened
  }

  async #remember(verdicts: Verdict[], now: Date) {
    const rows = verdicts.map(({ rule, judgedUntil, seenSequence, notJudged }) => ({
      id: rule.id,
      judged_until: judgedUntil,
      seen_sequence: seenSequence,
      not_judged: notJudged,
    }))
    await this.tenant.query(
      `UPDATE alert_rules r SET judged_until = v.judged_until, seen_sequence = v.seen_sequence,
         not_judged = v.not_judged, judged_at = $3
       FROM jsonb_to_recordset($2::jsonb) AS v (id uuid, judged_until date, seen_sequence bigint, not_judged text)
       WHERE r.organization_id = $1 AND r.id = v.id`,
      [this.tenant.organizationId, JSON.stringify(rows), now]
    )
  }
}
