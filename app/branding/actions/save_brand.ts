import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { newId, Refusal, type TenantTransaction } from '#foundation'
import { findBrand, type Brand } from '../brand.js'
import { readPicture } from '../pictures.js'

export interface BrandAttributes {
  name: string
  colour: string
  helpUrl: string | null
  senderName: string
  senderAddress: string | null
}

interface Saving {
  actor: { id: string | null; ip: string | null }
  now: DateTime
}

export async function createBrand(
  tenant: TenantTransaction,
  attributes: BrandAttributes,
  { actor, now }: Saving
): Promise<string> {
  const id = newId()
  const { name, colour, helpUrl, senderName, senderAddress } = attributes
  await tenant.query(
    `INSERT INTO brand_directory (id, organization_id, name, colour, help_url, sender_name, sender_address, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [
      ...[id, tenant.organizationId, name, colour, helpUrl, senderName, senderAddress],
      now.toJSDate(),
    ]
  )
  await note(tenant, actor, { action: 'brand.created', id, detail: { name } })
  return id
}

export async function changeBrand(
  tenant: TenantTransaction,
  { id, ...attributes }: BrandAttributes & { id: string },
  { actor, now }: Saving
): Promise<void> {
  const before = await findBrand(tenant.organizationId, id)
  const { name, colour, helpUrl, senderName, senderAddress } = attributes
  await assertOwnSender(tenant, id, senderAddress)
  await tenant.query(
    `UPDATE brand_directory SET name = $3, colour = $4, help_url = $5, sender_name = $6, sender_address = $7, updated_at = $8
     WHERE id = $1 AND organization_id = $2`,
    [
      ...[id, tenant.organizationId, name, colour, helpUrl, senderName, senderAddress],
      now.toJSDate(),
    ]
  )
  await note(tenant, actor, {
    action: 'brand.changed',
    id,
    detail: { from: detailOf(before), to: attributes },
  })
}

const detailOf = ({ name, colour, helpUrl, senderName, senderAddress }: Brand) => ({
  ...{ name, colour, helpUrl, senderName, senderAddress },
})

/** Mail comes from a domain that the agency has proven, or from the installation's own address. */
async function assertOwnSender(tenant: TenantTransaction, brandId: string, address: string | null) {
  if (address === null) {
    return
  }
  const { rows } = await tenant.query<{ host: string }>(
    'SELECT host FROM brand_hosts WHERE organization_id = $1 AND brand_id = $2 AND verified_at IS NOT NULL',
    [tenant.organizationId, brandId]
  )
  const domain = address.slice(address.lastIndexOf('@') + 1)
  if (!rows.some(({ host }) => host === domain || host.endsWith(`.${domain}`))) {
    throw Refusal.ofField(
      'senderAddress',
      'Verify this domain for the brand first: mail is sent only from a domain that you have proven to be yours.'
    )
  }
}

export async function deleteBrand(tenant: TenantTransaction, id: string, { actor }: Saving) {
  const { name } = await findBrand(tenant.organizationId, id)
  const { rows } = await tenant.query('SELECT 1 FROM brand_hosts WHERE brand_id = $1 LIMIT 1', [id])
  if (rows.length > 0) {
    throw new Refusal({
      code: 'E_BRAND_HAS_DOMAINS',
      status: 409,
      message:
        'This brand still has domains, so it was not deleted. Release them first: no other organization can use them for 30 days.',
    })
  }
  const { organizationId } = tenant
  await tenant.query('DELETE FROM brand_files WHERE organization_id = $1 AND brand_id = $2', [
    organizationId,
    id,
  ])
  await tenant.query('DELETE FROM brand_directory WHERE organization_id = $1 AND id = $2', [
    organizationId,
    id,
  ])
  await note(tenant, actor, { action: 'brand.deleted', id, detail: { name } })
}

/** The mark in the corner, or the icon of the browser's tab. */
export async function setPicture(
  tenant: TenantTransaction,
  { id, kind, content }: { id: string; kind: 'logo' | 'icon'; content: string },
  { actor, now }: Saving
) {
  await findBrand(tenant.organizationId, id)
  const { mediaType, bytes, version } = readPicture(content)
  await tenant.query(
    `INSERT INTO brand_files (organization_id, brand_id, kind, media_type, bytes) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (organization_id, brand_id, kind) DO UPDATE SET media_type = excluded.media_type, bytes = excluded.bytes`,
    [tenant.organizationId, id, kind, mediaType, bytes]
  )
  await tenant.query(
    `UPDATE brand_directory SET ${kind}_version = $3, updated_at = $4 WHERE id = $1 AND organization_id = $2`,
    [id, tenant.organizationId, version, now.toJSDate()]
  )
  await note(tenant, actor, { action: 'brand.picture_changed', id, detail: { kind, mediaType } })
}

/** Which clients are shown under a brand; each has one at most. */
export async function assignClients(
  tenant: TenantTransaction,
  { id, clients }: { id: string; clients: string[] },
  { actor }: Saving
) {
  const { organizationId } = tenant
  await findBrand(organizationId, id)
  await tenant.query(
    'DELETE FROM organization_brands WHERE organization_id = $1 AND brand_id = $2 AND NOT client_id = ANY($3)',
    [organizationId, id, clients]
  )
  await tenant.query(
    `INSERT INTO organization_brands (client_id, organization_id, brand_id)
     SELECT client_id, $1, $2 FROM agency_clients
     WHERE organization_id = $1 AND client_id = ANY($3) AND ended_at IS NULL
     ON CONFLICT (client_id) DO UPDATE SET brand_id = excluded.brand_id
       WHERE organization_brands.organization_id = excluded.organization_id`,
    [organizationId, id, clients]
  )
  await note(tenant, actor, { action: 'brand.assigned', id, detail: { clients: clients.length } })
}

async function note(
  tenant: TenantTransaction,
  actor: Saving['actor'],
  { action, id, detail }: { action: string; id: string; detail: Record<string, unknown> }
) {
  await recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip },
    ...{ action, subject: `brand:${id}`, detail },
  })
}
