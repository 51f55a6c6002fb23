import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { newId, Refusal, type TenantTransaction } from '#foundation'
import type { DelegatedRole } from '../delegated_role.js'
import { askForSync, type Actor } from '../delegations.js'

export interface TeamAttributes {
  name: string
  /** Ids of memberships of the agency. */
  members: string[]
  /** Ids of the clients that the team works for. */
  clients: string[]
  /** What its people are there, and never more than each client agreed to. */
  role: DelegatedRole
}

interface Saving {
  actor: Actor
  now: DateTime
}

/** Writes down who is in a team and where it works. Places at its clients follow from that, at those it leaves as well. */
export class SaveTeam {
  async create(tenant: TenantTransaction, attributes: TeamAttributes, { actor, now }: Saving) {
    const id = newId()
    const { rowCount } = await tenant.query(
      `INSERT INTO agency_teams (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [tenant.organizationId, id, attributes.name, now.toJSDate()]
    )
    assertFree(rowCount)
    await this.fill(tenant, id, attributes)
    await this.settle(tenant, { id, action: 'agency_team.created', attributes, actor }, [])
  }

  async change(
    tenant: TenantTransaction,
    { id, ...attributes }: TeamAttributes & { id: string },
    { actor }: Saving
  ) {
    await assertExists(tenant, id)
    const { organizationId } = tenant
    const { rowCount } = await tenant.query(
      `UPDATE agency_teams SET name = $3 WHERE organization_id = $1 AND id = $2
         AND NOT EXISTS (SELECT FROM agency_teams o WHERE o.organization_id = $1 AND o.id <> $2
           AND lower(o.name) = lower($3))`,
      [organizationId, id, attributes.name]
    )
    assertFree(rowCount)
    const before = await clientsOf(tenant, id)
    for (const table of ['agency_team_members', 'agency_assignments']) {
      await tenant.query(`DELETE FROM ${table} WHERE organization_id = $1 AND team_id = $2`, [
        organizationId,
        id,
      ])
    }
    await this.fill(tenant, id, attributes)
    await this.settle(tenant, { id, action: 'agency_team.changed', attributes, actor }, before)
  }

  async delete(tenant: TenantTransaction, id: string, { actor }: Saving) {
    await assertExists(tenant, id)
    const before = await clientsOf(tenant, id)
    await tenant.query('DELETE FROM agency_teams WHERE organization_id = $1 AND id = $2', [
      tenant.organizationId,
      id,
    ])
    const none = { name: '', members: [], clients: [], role: 'viewer' as const }
    await this.settle(
      tenant,
      { id, action: 'agency_team.deleted', attributes: none, actor },
      before
    )
  }

  /** People who have left and clients that have ended since the page was opened are left out. */
  private async fill(tenant: TenantTransaction, id: string, attributes: TeamAttributes) {
    const { members, clients, role } = attributes
    const { organizationId } = tenant
    await tenant.query(
      `INSERT INTO agency_team_members (organization_id, team_id, membership_id)
       SELECT $1, $2, m.id FROM memberships m
       WHERE m.organization_id = $1 AND m.id = ANY($3::uuid[]) AND m.delegation_id IS NULL`,
      [organizationId, id, members]
    )
    await tenant.query(
      `INSERT INTO agency_assignments (organization_id, client_id, team_id, role)
       SELECT $1, c.client_id, $2, $4 FROM agency_clients c
       WHERE c.organization_id = $1 AND c.client_id = ANY($3::uuid[]) AND c.ended_at IS NULL`,
      [organizationId, id, clients, role]
    )
  }

  private async settle(
    tenant: TenantTransaction,
    change: { id: string; action: string; attributes: TeamAttributes; actor: Actor },
    before: string[]
  ) {
    const { id, action, attributes, actor } = change
    const { name, members, clients, role } = attributes
    await recordAudit(tenant, {
      ...{ actorId: actor.id, ip: actor.ip, action, subject: `agency_team:${id}` },
      detail: { name, role, members: members.length, clients: clients.length },
    })
    for (const clientId of new Set([...before, ...(await clientsOf(tenant, id))])) {
      await askForSync(tenant, { agencyId: tenant.organizationId, clientId })
    }
  }
}

async function clientsOf(tenant: TenantTransaction, teamId: string): Promise<string[]> {
  const { rows } = await tenant.query<{ id: string }>(
    'SELECT client_id AS id FROM agency_assignments WHERE organization_id = $1 AND team_id = $2',
    [tenant.organizationId, teamId]
  )
  return rows.map(({ id }) => id)
}

async function assertExists(tenant: TenantTransaction, id: string) {
  const { rows } = await tenant.query(
    'SELECT 1 FROM agency_teams WHERE organization_id = $1 AND id = $2 FOR UPDATE',
    [tenant.organizationId, id]
  )
  if (rows.length === 0) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'This team was deleted. Nothing was changed. Reload the page.',
    })
  }
}

function assertFree(rowCount: number) {
  if (rowCount === 0) {
    throw Refusal.ofField('name', 'There is a team of this name already. Choose another name.')
  }
}
