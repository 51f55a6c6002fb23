import { heldConnection, Refusal } from '#foundation'
import { paletteOf } from './colours.js'
import type { ShownBrand } from './types.js'

export interface Brand {
  id: string
  agencyId: string
  name: string
  colour: string
  helpUrl: string | null
  senderName: string
  senderAddress: string | null
  logoVersion: string | null
  iconVersion: string | null
}

/** A brand on one of its hosts, and the organizations that are shown there. */
export interface HostedBrand extends Brand {
  host: string
  clientIds: string[]
}

const FIELDS = `b.id, b.organization_id AS "agencyId", b.name, b.colour, b.help_url AS "helpUrl",
  b.sender_name AS "senderName", b.sender_address AS "senderAddress", b.logo_version AS "logoVersion",
  b.icon_version AS "iconVersion"`

const CLIENTS = `ARRAY(SELECT c.client_id FROM organization_brands c WHERE c.brand_id = b.id)`

async function ask<Row>(sql: string, bindings: string[]): Promise<Row[]> {
  const { rows } = await heldConnection().rawQuery(sql, bindings)
  return rows
}

/** The brand that answers under this host; null where none has proven it. */
export async function brandOfHost(host: string): Promise<HostedBrand | null> {
  const [found] = await ask<HostedBrand>(
    `SELECT ${FIELDS}, h.host, ${CLIENTS} AS "clientIds" FROM brand_hosts h JOIN brand_directory b ON b.id = h.brand_id
     WHERE h.host = ? AND h.verified_at IS NOT NULL`,
    [host]
  )
  return found ?? null
}

/** The brand under which an organization is shown, and its host; null for those under our own name. */
export async function brandOfOrganization(organizationId: string): Promise<HostedBrand | null> {
  const [found] = await ask<HostedBrand>(
    `SELECT ${FIELDS}, h.host, ${CLIENTS} AS "clientIds" FROM organization_brands o
       JOIN brand_directory b ON b.id = o.brand_id
       JOIN brand_hosts h ON h.brand_id = b.id AND h.verified_at IS NOT NULL
     WHERE o.client_id = ? ORDER BY h.verified_at, h.host LIMIT 1`,
    [organizationId]
  )
  return found ?? null
}

/** The brand of a person whose own organizations all have the same one: they know no other name. */
export async function brandOfPerson(email: string): Promise<HostedBrand | null> {
  const found = await ask<{ clientId: string; brandId: string | null }>(
    `SELECT p.organization_id AS "clientId", o.brand_id AS "brandId" FROM users u
       JOIN user_organizations p ON p.user_id = u.id AND p.agency_id IS NULL
       LEFT JOIN organization_brands o ON o.client_id = p.organization_id
     WHERE u.email = ?`,
    [email]
  )
  const isOne = found.length > 0 && found.every(({ brandId }) => brandId === found[0].brandId)
  return isOne && found[0].brandId ? brandOfOrganization(found[0].clientId) : null
}

export async function brandsOf(agencyId: string): Promise<Brand[]> {
  return ask<Brand>(
    `SELECT ${FIELDS} FROM brand_directory b WHERE b.organization_id = ? ORDER BY lower(b.name), b.id`,
    [agencyId]
  )
}

export async function findBrand(agencyId: string, id: string): Promise<Brand> {
  const [found] = await ask<Brand>(
    `SELECT ${FIELDS} FROM brand_directory b WHERE b.organization_id = ? AND b.id = ?`,
    [agencyId, id]
  )
  if (!found) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'This brand does not exist, or was deleted. Nothing was changed. Reload the page.',
    })
  }
  return found
}

export function shownBrand({ name, colour, helpUrl, logoVersion }: Brand): ShownBrand {
  const logo = logoVersion && `/brand/logo?v=${logoVersion}`
  return { name, ...paletteOf(colour), helpUrl, logo }
}
