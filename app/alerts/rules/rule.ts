import { Refusal, type TenantTransaction } from '#foundation'
import type { Judgement, Priority, RuleQuestion, Watch } from '../types.js'

/** A rule as it is stored. */
export type Rule = Judgement & {
  id: string
  name: string
  /** What to do when it fires, by whoever made it. */
  advice: string
  priority: Priority
  /** Null for rules that ask nothing of the engine. */
  question: RuleQuestion | null
  watch: Watch
  falseAlarmsAMonth: number
  isOn: boolean
  judgedUntil: string | null
  /** Last entry of the audit log that it has seen. */
  seenSequence: number | null
  judgedAt: Date | null
  notJudged: string | null
  createdBy: string | null
  updatedAt: Date
}

const COLUMNS = `id, name, advice, kind, priority, question, condition, watch,
  false_alarms_a_month AS "falseAlarmsAMonth", is_on AS "isOn", judged_until::text AS "judgedUntil",
  seen_sequence::float8 AS "seenSequence", judged_at AS "judgedAt", not_judged AS "notJudged",
  created_by AS "createdBy", updated_at AS "updatedAt"`

/** All rules by name; of one that was deleted nothing is known any more. */
export async function listRules(tenant: TenantTransaction): Promise<Rule[]> {
  const { rows } = await tenant.query<Rule>(
    `SELECT ${COLUMNS} FROM alert_rules WHERE organization_id = $1 AND deleted_at IS NULL ORDER BY lower(name), id`,
    [tenant.organizationId]
  )
  return rows
}

/** Those that are on, locked until the transaction ends: two evaluations of one organization wait for each other. */
export async function lockRules(tenant: TenantTransaction): Promise<Rule[]> {
  const { rows } = await tenant.query<Rule>(
    `SELECT ${COLUMNS} FROM alert_rules
     WHERE organization_id = $1 AND deleted_at IS NULL AND is_on ORDER BY id FOR UPDATE`,
    [tenant.organizationId]
  )
  return rows
}

/** One rule; refuses where it does not exist or was deleted. */
export async function findRule(tenant: TenantTransaction, id: string): Promise<Rule> {
  const [rule] = isId(id) ? await rulesWith(tenant, id) : []
  if (!rule) {
    throw new Refusal({
      code: 'E_RULE_NOT_FOUND',
      status: 404,
      message: 'This alert rule does not exist or was deleted. Choose one from the list of rules.',
    })
  }
  return rule
}

async function rulesWith(tenant: TenantTransaction, id: string) {
  const { rows } = await tenant.query<Rule>(
    `SELECT ${COLUMNS} FROM alert_rules WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL`,
    [tenant.organizationId, id]
  )
  return rows
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Anything else in an address names nothing. */
export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text)
