import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { FIGURE_LIFETIME_MINUTES, nameOf } from '../client_question.js'
import { SEEING_ROLES } from '../delegated_role.js'
import type { ClientFigure, ClientNeed, ClientQuestion, OfferedMetric } from '../types.js'

export interface ListedClient {
  id: string
  slug: string
  name: string
  currency: string
  /** What the viewer is there. */
  role: string
  endsAt: Date | null
  needs: ClientNeed[]
  lookedAt: Date | null
  figure: ClientFigure | null
  askedAt: Date | null
}

export const CLIENT_ORDERS = ['attention', 'name', 'highest', 'lowest', 'risen', 'fallen'] as const
export type ClientOrder = (typeof CLIENT_ORDERS)[number]

export const CLIENTS_PER_PAGE = 50

interface Wanted {
  userId: string
  question: ClientQuestion
  order: ClientOrder
  search: string
  page: number
  now: DateTime
}

const NUMBER = `CASE WHEN f.answer -> 'current' ->> 'status' = 'available' THEN (f.answer -> 'current' ->> 'value')::float8 END`
const EARLIER = `CASE WHEN f.answer -> 'earlier' ->> 'status' = 'available' THEN (f.answer -> 'earlier' ->> 'value')::float8 END`
const CHANGE = `(${NUMBER} - ${EARLIER}) / nullif(abs(${EARLIER}), 0)`

const ORDERS: Record<ClientOrder, string> = {
  attention: `coalesce(s.urgency, 0) DESC, lower(o.name)`,
  name: 'lower(o.name)',
  highest: `${NUMBER} DESC NULLS LAST, lower(o.name)`,
  lowest: `${NUMBER} ASC NULLS LAST, lower(o.name)`,
  risen: `${CHANGE} DESC NULLS LAST, lower(o.name)`,
  fallen: `${CHANGE} ASC NULLS LAST, lower(o.name)`,
}

/**
 * The clients at which a person of the agency has a place with numbers. The directory has the last word: whoever lost a client, a moment ago
 * and in the client's own transaction, does not see it any more.
 */
const MINE = `
  FROM agency_places p
    JOIN agency_clients c ON c.organization_id = $1 AND c.client_id = p.client_id AND c.ended_at IS NULL
    JOIN user_organizations u ON u.user_id = p.user_id AND u.organization_id = p.client_id
      AND (u.ends_at IS NULL OR u.ends_at > $4)
    JOIN organizations o ON o.id = p.client_id
    LEFT JOIN client_standings s ON s.organization_id = $1 AND s.client_id = p.client_id
    LEFT JOIN client_figures f ON f.organization_id = $1 AND f.client_id = p.client_id AND f.question = $3
  WHERE p.organization_id = $1 AND p.user_id = $2 AND p.role = ANY($5)
    AND ($6 = '' OR position(lower($6) IN lower(o.name)) > 0)`

const valuesOf = (
  { organizationId }: TenantTransaction,
  { userId, question, now, search }: Pick<Wanted, 'userId' | 'question' | 'now' | 'search'>
) => [organizationId, userId, nameOf(question), now.toJSDate(), SEEING_ROLES, search]

/** One page of them, and how many there are and need attention: two statements, however many clients there are. */
export async function listClients(tenant: TenantTransaction, wanted: Wanted) {
  const values = valuesOf(tenant, wanted)
  const { rows: clients } = await tenant.query<ListedClient>(
    `SELECT o.id, o.slug, o.name, o.currency, p.role, c.ends_at AS "endsAt", coalesce(s.needs, '[]') AS needs,
       s.looked_at AS "lookedAt", f.answer AS figure, f.asked_at AS "askedAt"
     ${MINE} ORDER BY ${ORDERS[wanted.order]}, o.id LIMIT $7 OFFSET $8`,
    [...values, CLIENTS_PER_PAGE, (wanted.page - 1) * CLIENTS_PER_PAGE]
  )
  const { rows } = await tenant.query<{ total: number; inNeed: number; stale: number }>(
    `SELECT count(*)::int AS total, count(*) FILTER (WHERE s.urgency > 0)::int AS "inNeed",
       count(*) FILTER (WHERE ${STALE})::int AS stale ${MINE}`,
    values
  )
  return { clients, ...rows[0] }
}

const STALE = `f.asked_at IS NULL OR s.looked_at IS NULL OR least(f.asked_at, s.looked_at) < $4 - interval '${FIGURE_LIFETIME_MINUTES} minutes'`

/** Those whose number or standing is missing or old, those that were never looked at first. */
export async function staleClients(
  tenant: TenantTransaction,
  wanted: Pick<Wanted, 'userId' | 'question' | 'now'>
): Promise<string[]> {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT o.id ${MINE} AND (${STALE}) ORDER BY f.asked_at NULLS FIRST, o.id LIMIT 500`,
    valuesOf(tenant, { ...wanted, search: '' })
  )
  return rows.map(({ id }) => id)
}

/** Metrics that any client of the agency answers, by label. */
export async function offeredMetrics(tenant: TenantTransaction): Promise<OfferedMetric[]> {
  const { rows } = await tenant.query<OfferedMetric>(
    `SELECT DISTINCT ON (m.id) m.id, m.label, m.direction
     FROM client_standings s, jsonb_to_recordset(s.metrics) AS m(id text, label text, direction text)
     WHERE s.organization_id = $1 ORDER BY m.id`,
    [tenant.organizationId]
  )
  return rows.sort((one, other) => one.label.localeCompare(other.label, 'en'))
}
