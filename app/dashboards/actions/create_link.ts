import hash from '@adonisjs/core/services/hash'
import { randomBytes } from 'node:crypto'
import { newId, Refusal, type TenantTransaction } from '#foundation'
import { sealSecret } from '#vault'
import { hashLinkToken, newLinkToken } from '#dashboards/link_tokens'
import type Dashboard from '#dashboards/models/dashboard'
import type { LinkKind } from '#dashboards/queries/dashboard_links'

export interface NewLink {
  kind: LinkKind
  name: string
  password?: string
  expiresAt?: Date
  /** Origins whose pages may frame an embed. */
  parents?: string[]
  createdBy: string
}

/** What is shown once and never again: only hashes are kept of the token, and the key is sealed. */
export interface CreatedLink {
  id: string
  token: string
  /** Signs the tokens of an embed (HS256). */
  key: string | null
}

/** Where the key of an embed lies in the vault. */
export const keyPlace = (linkId: string) => ({ connectionId: linkId, field: 'dashboard_embed' })

/** Opens a dashboard to people without an account. */
export class CreateLink {
  constructor(private tenant: TenantTransaction) {}

  async execute(
    { id: dashboardId, visibility }: Pick<Dashboard, 'id' | 'visibility'>,
    wanted: NewLink
  ): Promise<CreatedLink> {
    if (visibility === 'private') {
      throw isPrivate()
    }
    const id = newId()
    const token = newLinkToken(this.tenant.organizationId)
    const key = wanted.kind === 'embed' ? randomBytes(32).toString('base64url') : null
    const secret = key && JSON.stringify(await sealSecret(this.tenant, keyPlace(id), key))
    await this.tenant.query(
      `INSERT INTO dashboard_links (organization_id, id, dashboard_id, kind, name, token_hash, password_hash,
         secret, parents, expires_at, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now())`,
      [
        this.tenant.organizationId,
        id,
        dashboardId,
        wanted.kind,
        wanted.name,
        hashLinkToken(token),
        wanted.password ? await hash.make(wanted.password) : null,
        secret,
        wanted.parents ?? [],
        wanted.expiresAt ?? null,
        wanted.createdBy,
      ]
    )
    return { id, token, key }
  }
}

function isPrivate() {
  return new Refusal({
    code: 'E_DASHBOARD_PRIVATE',
    status: 422,
    message:
      'This dashboard is private: only its owner opens it, so no link was created. Share it with someone first.',
  })
}
