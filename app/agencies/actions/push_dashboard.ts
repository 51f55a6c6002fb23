import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { dashboardTemplates } from '#dashboards'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { mayStill, type Organization } from '#organizations'
import type { Actor } from '../delegations.js'

interface Pushing {
  agency: Organization
  dashboardId: string
  clientIds: string[]
  actor: Actor & { id: string }
  now: DateTime
}

type Template = NonNullable<Awaited<ReturnType<typeof dashboardTemplates.read>>>

export interface Pushed {
  done: number
  /** Clients at which whoever pushes may not change dashboards. */
  refused: string[]
}

/**
 * Gives clients a copy of an agency's dashboard, or makes their copies equal to it again, one client and transaction after the other. At each
 * it takes the right to edit dashboards there.
 */
export class PushDashboard {
  async execute({ agency, dashboardId, clientIds, actor, now }: Pushing): Promise<Pushed> {
    const { template, copies } = await withTenant(
      agency.id,
      async (tenant) => ({
        template: await readTemplate(tenant, dashboardId),
        copies: await copiesOf(tenant, dashboardId, clientIds),
      }),
      { readOnly: true }
    )
    const outcome: Pushed = { done: 0, refused: [] }
    for (const { clientId, name, copyId } of copies) {
      const copy = await withTenant(clientId, (tenant) =>
        writeCopy(tenant, { template, copyId, agency, actor })
      )
      if (copy === null) {
        outcome.refused.push(name)
        continue
      }
      await withTenant(agency.id, (tenant) =>
        noteCopy(tenant, { dashboardId, clientId, copyId: copy, template, actor, now })
      )
      outcome.done += 1
    }
    return outcome
  }
}

async function readTemplate(tenant: TenantTransaction, id: string): Promise<Template> {
  const template = await dashboardTemplates.read(tenant, id)
  if (!template) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'This dashboard was deleted, so nothing was compared or pushed. Choose another one.',
    })
  }
  return template
}

interface Copy {
  clientId: string
  name: string
  copyId: string | null
}

async function copiesOf(tenant: TenantTransaction, dashboardId: string, clientIds: string[]) {
  const { rows } = await tenant.query<Copy>(
    `SELECT c.client_id AS "clientId", o.name, t.copy_id AS "copyId"
     FROM agency_clients c JOIN organizations o ON o.id = c.client_id
       LEFT JOIN template_copies t ON t.organization_id = $1 AND t.client_id = c.client_id AND t.dashboard_id = $2
     WHERE c.organization_id = $1 AND c.client_id = ANY($3::uuid[]) AND c.ended_at IS NULL
     ORDER BY o.name, o.id`,
    [tenant.organizationId, dashboardId, clientIds]
  )
  return rows
}

async function writeCopy(
  tenant: TenantTransaction,
  written: {
    template: Template
    copyId: string | null
    agency: Organization
    actor: Actor & { id: string }
  }
): Promise<string | null> {
  const { template, copyId, agency, actor } = written
  if (!(await mayStill(tenant, actor.id, 'dashboards.edit'))) {
    return null
  }
  const id = await dashboardTemplates.write(tenant, copyId, template)
  await recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip },
    action: 'dashboard.pushed',
    subject: `dashboard:${id}`,
    detail: { name: template.name, agency: agency.name },
  })
  return id
}

interface Noted {
  dashboardId: string
  clientId: string
  copyId: string
  template: Template
  actor: Actor
  now: DateTime
}

async function noteCopy(tenant: TenantTransaction, noted: Noted) {
  const { dashboardId, clientId, copyId, template, actor, now } = noted
  await tenant.query(
    `INSERT INTO template_copies (organization_id, dashboard_id, client_id, copy_id, pushed, pushed_at, seen, seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $5, $6)
     ON CONFLICT (organization_id, dashboard_id, client_id) DO UPDATE SET copy_id = excluded.copy_id,
       pushed = excluded.pushed, pushed_at = excluded.pushed_at, seen = excluded.seen, seen_at = excluded.seen_at`,
    [
      ...[tenant.organizationId, dashboardId, clientId, copyId],
      ...[dashboardTemplates.fingerprint(template), now.toJSDate()],
    ]
  )
  await recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip },
    action: 'template.pushed',
    subject: `dashboard:${dashboardId}`,
    detail: { name: template.name, client: clientId },
  })
}

/** Looks whether copies are what was pushed. A client's dashboard is never read further than that. */
export class CheckCopies {
  async execute(agencyId: string, dashboardId: string, now: DateTime): Promise<number> {
    const { rows } = await withTenant(
      agencyId,
      async (tenant) => {
        await readTemplate(tenant, dashboardId)
        return tenant.query<{ clientId: string; copyId: string }>(
          `SELECT t.client_id AS "clientId", t.copy_id AS "copyId" FROM template_copies t
             JOIN agency_clients c ON c.organization_id = $1 AND c.client_id = t.client_id AND c.ended_at IS NULL
           WHERE t.organization_id = $1 AND t.dashboard_id = $2`,
          [agencyId, dashboardId]
        )
      },
      { readOnly: true }
    )
    const seen: { client_id: string; seen: string | null }[] = []
    for (const { clientId, copyId } of rows) {
      const template = await withTenant(
        clientId,
        (tenant) => dashboardTemplates.read(tenant, copyId),
        { readOnly: true }
      )
      const found = template && dashboardTemplates.fingerprint(template)
      seen.push({ client_id: clientId, seen: found })
    }
    await withTenant(agencyId, (tenant) =>
      tenant.query(
        `UPDATE template_copies t SET seen = s.seen, seen_at = $4
         FROM jsonb_to_recordset($3::jsonb) AS s(client_id uuid, seen text)
         WHERE t.organization_id = $1 AND t.dashboard_id = $2 AND t.client_id = s.client_id`,
        [agencyId, dashboardId, JSON.stringify(seen), now.toJSDate()]
      )
    )
    return rows.length
  }
}
