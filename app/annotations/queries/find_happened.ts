import { incidentsBetween } from '#alerts'
import type { TenantTransaction } from '#foundation'
import { campaignsBetween } from '#annotations/queries/campaigns_between'
import type { AskingWhat, Days } from '#annotations/queries/asking'
import type { Happened } from '#annotations/types'
import { assertDays } from '#annotations/validators/annotation'

/** More is a list that nobody reads. */
const MOST_NOTES = 500
const MOST_RESTATED = 20
/** Sources correct the last days with every sync; what is older surprises. */
const SETTLED_DAYS = 14

/** What happened in a period: what people wrote first, since a chart has room for few. */
export async function findHappened(asking: AskingWhat, days: Days): Promise<Happened[]> {
  assertDays(days)
  return [
    ...(await notesBetween(asking.tenant, days)),
    ...(asking.sight.seesAlerts ? await alertsBetween(asking, days) : []),
    ...(await campaignsBetween(asking, days)),
    ...(await restatedBetween(asking.tenant, days)),
  ]
}

/** What people wrote, the latest first. */
export async function notesBetween(tenant: TenantTransaction, { from, to }: Days) {
  const { rows } = await tenant.query<Happened>(
    `SELECT a.id, 'note' AS kind, a.first_day::text AS "from", a.last_day::text AS "to", a.body AS text,
            u.full_name AS author
       FROM annotations a LEFT JOIN users u ON u.id = a.created_by
      WHERE a.organization_id = $1 AND a.first_day <= $3 AND a.last_day >= $2
      ORDER BY a.first_day DESC, a.id DESC LIMIT ${MOST_NOTES}`,
    [tenant.organizationId, from, to]
  )
  return rows
}

async function alertsBetween({ tenant, sight }: AskingWhat, days: Days): Promise<Happened[]> {
  const incidents = await incidentsBetween(tenant, { ...days, ...sight })
  return incidents.map(({ title, firstDay, lastDay }) => ({
    ...{ id: null, kind: 'alert' as const, author: null },
    ...{ from: firstDay, to: lastDay, text: `Alert: ${title}` },
  }))
}

const RESTATED = `
  SELECT c.name, min(r.day)::text AS "from", max(r.day)::text AS "to", r.revised_at::date::text AS "on",
         count(*)::int AS rows
    FROM fact_revisions r
    JOIN source_streams s ON s.organization_id = $1 AND s.id = r.stream_id
    JOIN connections c ON c.organization_id = $1 AND c.id = s.connection_id
   WHERE r.organization_id = $1 AND r.kind = 'restated' AND r.day BETWEEN $2 AND $3
     AND r.revised_at::date - r.day > ${SETTLED_DAYS}
   GROUP BY c.id, c.name, r.revised_at::date
   ORDER BY rows DESC, "on" DESC, c.id LIMIT ${MOST_RESTATED}`

interface Restated extends Days {
  name: string
  on: string
  rows: number
}

async function restatedBetween(tenant: TenantTransaction, { from, to }: Days): Promise<Happened[]> {
  const { rows: found } = await tenant.query<Restated>(RESTATED, [tenant.organizationId, from, to])
  return found.map(({ name, on, rows, ...days }) => ({
    ...{ id: null, kind: 'restated' as const, author: null, ...days },
    text: `${name} updated ${rows === 1 ? 'one number' : `${rows} numbers`} of these days on ${on}`,
  }))
}
