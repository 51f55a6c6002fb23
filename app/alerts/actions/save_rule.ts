import { newId, Refusal, type TenantTransaction } from '#foundation'
import { findRule, type Rule } from '../rules/rule.js'

/** Everything of a rule that a person decides. */
export type RuleAttributes = Pick<
  Rule,
  | 'name'
  | 'advice'
  | 'kind'
  | 'priority'
  | 'question'
  | 'condition'
  | 'watch'
  | 'falseAlarmsAMonth'
  | 'isOn'
>

/** More rules than these are read by nobody, and each is a question with every sync. */
export const MOST_RULES = 500

/** Creates and changes rules, in the caller's transaction. */
export default class SaveRule {
  constructor(
    private readonly tenant: TenantTransaction,
    private readonly now: Date
  ) {}

  async create(attributes: RuleAttributes, createdBy: string | null): Promise<Rule> {
    await this.#assertRoom()
    const id = newId(this.now.getTime())
    await this.tenant.query(
      `INSERT INTO alert_rules (organization_id, id, name, advice, kind, priority, question, condition, watch,
         false_alarms_a_month, is_on, created_at, updated_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)`,
      [this.tenant.organizationId, id, ...columnsOf(attributes), this.now, createdBy]
    )
    return findRule(this.tenant, id)
  }

  /** A rule that asks something else begins anew; what it found before stays. */
  async change(rule: Rule, attributes: RuleAttributes): Promise<Rule> {
    const asked = ({ kind, question, watch }: RuleAttributes) =>
      JSON.stringify([
        kind,
        question?.metrics,
        question?.breakdowns,
        question?.filters,
        watch.every,
      ])
    const isAnew = asked(rule) !== asked(attributes) || (attributes.isOn && !rule.isOn)
    await this.tenant.query(
      `UPDATE alert_rules SET name = $3, advice = $4, kind = $5, priority = $6, question = $7, condition = $8,
         watch = $9, false_alarms_a_month = $10, is_on = $11, updated_at = $12, not_judged = NULL,
         judged_until = CASE WHEN $13 THEN NULL ELSE judged_until END,
         seen_sequence = CASE WHEN $13 THEN NULL ELSE seen_sequence END
       WHERE organization_id = $1 AND id = $2`,
      [this.tenant.organizationId, rule.id, ...columnsOf(attributes), this.now, isAnew]
    )
    return findRule(this.tenant, rule.id)
  }

  async #assertRoom() {
    const { rows } = await this.tenant.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM alert_rules WHERE organization_id = $1 AND deleted_at IS NULL`,
      [this.tenant.organizationId]
    )
    if (rows[0].count >= MOST_RULES) {
      throw new Refusal({
        code: 'E_TOO_MANY_RULES',
        status: 422,
        message: `This organization has ${MOST_RULES} alert rules, which is the most. This one was not created. Delete one that is not needed, or watch a breakdown with one rule.`,
      })
    }
  }
}

const columnsOf = (rule: RuleAttributes) => [
  ...[rule.name, rule.advice, rule.kind, rule.priority],
  rule.question && JSON.stringify(rule.question),
  ...[JSON.stringify(rule.condition), JSON.stringify(rule.watch)],
  ...[rule.falseAlarmsAMonth, rule.isOn],
]
