import { zstdCompressSync } from 'node:zlib'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { writeAnnotation } from '#annotations'
import { recordAudit } from '#audit'
import { givenBothSides } from './agencies.js'
import { givenBrand } from './branding.js'
import { givenAlerts } from './alerts.js'
import { givenOnDashboard } from './furnished_dashboard.js'
import { givenDatabase, givenDescribed } from './furnished_database.js'
import { writeCredential } from '#connections/credentials/credential_store'
import { keepVersion } from '#dashboards/actions/publish_dashboard'
import Widget from '#dashboards/models/widget'
import { newId, withTenant } from '#foundation'
import { hashLinkToken } from '#shared/link_token'
import ApiKey from '#organizations/models/api_key'
import type Organization from '#organizations/models/organization'
import { requestSync } from '#sync/actions/request_sync'
import { givenApiKey } from './api_keys.js'
import { givenDashboard } from './business.js'
import { importText } from './imports.js'
import { givenKpiAndGoal } from './kpis.js'
import { givenMember, givenOrganization } from './organizations.js'
import { givenHeldReport } from './reports.js'
import { givenConnection } from './sources.js'
import { freshAddress, givenCustomRole, givenInvitation, membershipOf } from './team.js'
import { givenRows } from './warehouse_rows.js'

/** A number that nothing but the planted fact can be. */
const CLICKS = 48_613_579

/** A source of a connector that there is, which asks for a new key: home says so to whoever may see sources. */
const IN_NEED = `UPDATE connections SET state = 'needs_reconnect', plugin_id = 'stripe/payments',
  connector = 'payments', auth_name = 'key', mode = 'sandbox' WHERE id = $1`

/**
 * An organization with one of everything that an address can name, marks that show where each part of it is seen,
 * and secrets that must be seen nowhere.
 */
export async function givenFurnishedOrganization() {
  const organization = await givenOrganization()
  const owner = await givenMember(organization, 'owner')
  const places = {
    ...(await givenEntities(organization)),
    ...(await givenAccess(organization)),
    ...(await givenBothSides(organization, owner)),
    ...(await givenNamedBrand(organization)),
  }
  const { invitee, colleague, link, key, ...params } = places
  const planted = await givenCredential(organization, params.source)
  const auditMark = `lantern-${newId()}`
  await withTenant(organization.id, (tenant) =>
    recordAudit(tenant, { actorId: owner.id, action: auditMark, subject: `member:${owner.id}` })
  )
  return {
    organization,
    owner,
    params: { ...params, organization: organization.slug, key: params.keyId },
    marks: {
      numbers: String(CLICKS),
      sources: params.sourceName,
      people: colleague.email,
      invitations: invitee,
      apiKeys: params.keyName,
      audit: auditMark,
    },
    secrets: [planted, link, key, ...(await hashesOf(organization, colleague.id, link))],
  }
}

export type Furnished = Awaited<ReturnType<typeof givenFurnishedOrganization>>

async function givenNamedBrand(organization: Organization) {
  const { id: brand, host } = await givenBrand(organization)
  return { brand, host }
}

async function givenEntities(organization: Organization) {
  await givenRows(organization, {
    connection: 'Search advertising',
    slots: [{ metric: 'clicks', unit: 'count', aggregation: 'sum' }],
    facts: [{ day: DateTime.utc().minus({ days: 2 }).toISODate(), numbers: [CLICKS] }],
    isRolledUp: true,
  })
  const sourceName = `Harbour ledger ${newId()}`
  const source = await givenConnection(organization, { name: sourceName })
  const { found } = await importText(organization, 'day,sales\n2026-01-01,7\n')
  const dashboard = await givenDashboard(organization)
  const widget = await withTenant(organization.id, () => Widget.of(organization).firstOrFail())
  await withTenant(organization.id, (tenant) => keepVersion(tenant, dashboard, null))
  const run = await withTenant(organization.id, (tenant) =>
    requestSync(tenant, {
      connectionId: source.id,
      kind: 'manual',
      requestedBy: null,
      now: new Date(),
    })
  )
  await withTenant(organization.id, (tenant) => tenant.query(IN_NEED, [source.id]))
  const delivery = await givenDelivery(organization, source.id)
  return {
    sourceName,
    source: source.id,
    connection: source.slug,
    ...(await givenDatabase(organization)),
    ...(await givenDescribed(organization)),
    ...(await givenAlerts(organization)),
    ...(await givenHeldReport(organization)),
    ...(await givenKpiAndGoal(organization)),
    import: found.id,
    dashboard: dashboard.slug,
    widget: widget.id,
    ...(await givenOnDashboard(organization, dashboard)),
    annotation: await withTenant(organization.id, (tenant) =>
      writeAnnotation(tenant, { text: 'Launch', from: '2026-01-01' }, null)
    ),
    number: '1',
    run: run.id,
    delivery,
    vendor: 'quarterdeck',
    name: 'files',
  }
}

async function givenDelivery(organization: Organization, connectionId: string) {
  const id = newId()
  await withTenant(organization.id, (tenant) =>
    tenant.query(
      `INSERT INTO webhook_deliveries (organization_id, id, connection_id, event_id, outcome, body, byte_size, received_at,
         last_received_at, expires_at)
       VALUES ($1, $2, $3, 'event 1', 'ignored', $4, 2, now(), now(), now() + interval '1 day')`,
      [organization.id, id, connectionId, zstdCompressSync('{}')]
    )
  )
  return id
}

async function givenAccess(organization: Organization) {
  const colleague = await givenMember(organization, 'analyst')
  const member = await membershipOf(organization, colleague)
  const invitee = freshAddress()
  const { id: invitation, path } = await givenInvitation(organization, { email: invitee })
  const key = await givenApiKey(organization, ['metrics:read'])
  const row = await withTenant(organization.id, () => ApiKey.of(organization).firstOrFail())
  const keyName = `Nightly export ${newId()}`
  await withTenant(organization.id, () =>
    ApiKey.of(organization).where('id', row.id).update({ name: keyName })
  )
  const role = await givenCustomRole(organization, { permissions: ['dashboards.view'] })
  return {
    colleague,
    role: role.id,
    member: member!.id,
    invitee,
    invitation,
    link: path.split('/').at(-1)!,
    key: key.slice(12),
    keyId: row.id,
    keyName,
  }
}

/** What the vendor of the source would be called with. */
async function givenCredential(organization: Organization, connectionId: string) {
  const planted = `planted-${newId()}`
  await withTenant(organization.id, (tenant) =>
    writeCredential(tenant, { connectionId, field: 'apiKey', value: planted, now: new Date() })
  )
  return planted
}

/** What is kept in place of secrets, and the sealed ones themselves: nobody needs to see those either. */
async function hashesOf(organization: Organization, userId: string, link: string) {
  const { password } = await db.from('users').where('id', userId).first()
  const rows = await withTenant(organization.id, async (tenant) => {
    const keys = await tenant.query<{ kept: string }>('SELECT key_hash AS kept FROM api_keys')
    const sealed = await tenant.query<{ kept: string }>(
      'SELECT ciphertext AS kept FROM credentials'
    )
    return [...keys.rows, ...sealed.rows]
  })
  return [password as string, hashLinkToken(link), ...rows.map(({ kept }) => String(kept))]
}
