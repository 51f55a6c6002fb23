import { Refusal, type TenantTransaction } from '#foundation'
import { periodAround } from '#shared/pacing'
import type { GoalAttributes, GoalTarget } from '../types.js'

export interface Goal extends GoalAttributes {
  id: string
  /** Null where nobody answers for it, or somebody who left. */
  owner: { id: string; name: string } | null
  updatedAt: Date
}

const COLUMNS = `g.id, g.name, g.question, g.outcome, g.aim, g.period, g.pace, g.owner_id AS "ownerId",
  g.starts_on::text AS "startsOn", g.ends_on::text AS "endsOn", g.updated_at AS "updatedAt",
  CASE WHEN m.user_id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.full_name) END AS owner,
  (SELECT json_agg(json_build_object('subject', t.subject, 'label', t.label, 'from', t.from_day, 'amount', t.amount)
     ORDER BY t.from_day, t.label, t.subject)
   FROM goal_targets t WHERE t.organization_id = g.organization_id AND t.goal_id = g.id) AS targets`

const FROM = `FROM goals g
  LEFT JOIN memberships m ON m.organization_id = g.organization_id AND m.user_id = g.owner_id
  LEFT JOIN users u ON u.id = m.user_id
  WHERE g.organization_id = $1`

/** All goals by name. */
export async function listGoals(tenant: TenantTransaction): Promise<Goal[]> {
  const { rows } = await tenant.query<Goal>(
    `SELECT ${COLUMNS} ${FROM} ORDER BY lower(g.name), g.id`,
    [tenant.organizationId]
  )
  return rows
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function findGoal(tenant: TenantTransaction, id: string): Promise<Goal> {
  const { rows } = UUID.test(id)
    ? await tenant.query<Goal>(`SELECT ${COLUMNS} ${FROM} AND g.id = $2`, [
        tenant.organizationId,
        id,
      ])
    : { rows: [] }
  if (!rows[0]) {
    throw new Refusal({
      code: 'E_GOAL_NOT_FOUND',
      status: 404,
      message: 'This goal does not exist or was deleted. Choose one from the list of goals.',
    })
  }
  return rows[0]
}

/** The period that a goal is in on a day: before it begins the first one, after it ended the last one. */
export function periodOf({ period, startsOn, endsOn }: GoalAttributes, day: string) {
  const within = day < startsOn ? startsOn : endsOn !== null && day > endsOn ? endsOn : day
  return periodAround(within, period)
}

/** What was wanted in the period that begins on a day: the newest target that holds by then, else the first one. */
export function targetIn(targets: GoalTarget[], subject: string, from: string): number | null {
  const own = targets.filter((target) => target.subject === subject)
  const holding = own.filter((target) => target.from <= from)
  return (holding.at(-1) ?? own[0])?.amount ?? null
}

/** What a day brings is judged by so many of the last ones. */
export const RECENT_DAYS = 28

/** The question of a goal about the whole, in its currency. */
export const wholeOf = ({ question: { metrics, filters, currency } }: GoalAttributes) => ({
  metrics,
  ...(filters && { filters }),
  ...(currency && { currency }),
})
