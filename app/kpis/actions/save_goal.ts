import { newId, Refusal, type TenantTransaction } from '#foundation'
import { findGoal, type Goal } from '../goals/goal.js'
import type { GoalAttributes } from '../types.js'
import type { Author } from './save_kpi.js'

/** Each is several questions on the list of goals. */
export const MOST_GOALS = 100

/** Creates, changes and deletes goals in the caller's transaction. */
export default class SaveGoal {
  constructor(
    private readonly tenant: TenantTransaction,
    private readonly author: Author
  ) {}

  async create(goal: GoalAttributes): Promise<Goal> {
    await this.#assertRoom()
    const { id: createdBy, now } = this.author
    const id = newId(now.getTime())
    await this.tenant.query(
      `INSERT INTO goals (organization_id, id, name, question, outcome, aim, period, pace, owner_id, starts_on, ends_on,
         created_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)`,
      [this.tenant.organizationId, id, ...columnsOf(goal), createdBy, now]
    )
    await this.#keepTargets(id, goal)
    return findGoal(this.tenant, id)
  }

  async change({ id }: { id: string }, goal: GoalAttributes): Promise<Goal> {
    await this.tenant.query(
      `UPDATE goals SET name = $3, question = $4, outcome = $5, aim = $6, period = $7, pace = $8, owner_id = $9,
         starts_on = $10, ends_on = $11, updated_at = $12
       WHERE organization_id = $1 AND id = $2`,
      [this.tenant.organizationId, id, ...columnsOf(goal), this.author.now]
    )
    await this.tenant.query(
      `DELETE FROM goal_targets WHERE organization_id = $1 AND goal_id = $2`,
      [this.tenant.organizationId, id]
    )
    await this.#keepTargets(id, goal)
    return findGoal(this.tenant, id)
  }

  async delete({ id }: { id: string }) {
    await this.tenant.query(`DELETE FROM goals WHERE organization_id = $1 AND id = $2`, [
      this.tenant.organizationId,
      id,
    ])
  }

  async #keepTargets(id: string, { targets }: GoalAttributes) {
    await this.tenant.query(
      `INSERT INTO goal_targets (organization_id, goal_id, subject, label, from_day, amount)
       SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::date[], $6::float8[])`,
      [
        ...[this.tenant.organizationId, id],
        targets.map(({ subject }) => subject),
        targets.map(({ label }) => label),
        targets.map(({ from }) => from),
        targets.map(({ amount }) => amount),
      ]
    )
  }

  async #assertRoom() {
    const { rows } = await this.tenant.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM goals WHERE organization_id = $1`,
      [this.tenant.organizationId]
    )
    if (rows[0].count >= MOST_GOALS) {
      throw new Refusal({
        code: 'E_TOO_MANY_GOALS',
        status: 422,
        message: `This organization has ${MOST_GOALS} goals, which is the most. This one was not created. Delete one that is over.`,
      })
    }
  }
}

const columnsOf = (goal: GoalAttributes) => [
  ...[goal.name, JSON.stringify(goal.question), goal.outcome, goal.aim, goal.period, goal.pace],
  ...[goal.ownerId, goal.startsOn, goal.endsOn],
]
