import type { TenantTransaction } from '#foundation'
import { pluginRegistry, traitsOf } from '#plugin_host'
import type { Connector } from '#kit'
import { endOfAccess, type TokenLives } from '../oauth/access_end.js'
import { declinedScopes, type DeclinedScope } from '../oauth/declined_scopes.js'

/** What will stop a source, or keeps a part of it away, while it still syncs. Days in it are `YYYY-MM-DD`. */
export interface SourceWarning {
  kind: 'access_ends' | 'vendor_version' | 'declined_scopes'
  source: { id: string; slug: string; name: string }
  message: string
  /** When it happens, where it has not yet. */
  at: Date | null
}

interface Row {
  id: string
  slug: string
  name: string
  pluginId: string
  connector: string
  authName: string
  scope: string | null
  lives: Record<string, { expiresAt: string | null; storedAt: string }> | null
}

const SOURCES = `
  SELECT c.id, c.slug, c.name, c.plugin_id AS "pluginId", c.connector, c.auth_name AS "authName",
    c.public_credentials ->> 'scope' AS scope,
    (SELECT jsonb_object_agg(k.field,
        jsonb_build_object('expiresAt', k.expires_at, 'storedAt', k.updated_at))
      FROM credentials k WHERE k.organization_id = $1 AND k.connection_id = coalesce(c.consent_holder_id, c.id)
        AND k.field IN ('accessToken', 'refreshToken')) AS lives
  FROM connections c
  WHERE c.organization_id = $1 AND c.state IN ('connected', 'paused')
  ORDER BY c.name, c.id`

/** Everything to warn of, source by source. */
export async function sourceWarnings(
  tenant: TenantTransaction,
  now: Date
): Promise<SourceWarning[]> {
  const registry = await pluginRegistry()
  const { rows } = await tenant.query<Row>(SOURCES, [tenant.organizationId])
  return rows.flatMap((row) => {
    const definition = registry.find(row.pluginId)?.manifest?.connectors?.[row.connector]
    const { id, slug, name } = row
    const retirement = definition && registry.retirementOf(definition, now)
    const warnings = definition ? warningsOf(row, definition, { now, retirement }) : []
    return warnings.map((warning) => ({ ...warning, source: { id, slug, name } }))
  })
}

type Warning = Omit<SourceWarning, 'source'>

interface Moment {
  now: Date
  retirement: ReturnType<Awaited<ReturnType<typeof pluginRegistry>>['retirementOf']>
}

function warningsOf(row: Row, definition: Connector, { now, retirement }: Moment): Warning[] {
  const traits = traitsOf(definition)
  const auth = traits.auth[row.authName]
  const end = endOfAccess(auth, livesOf(row), now)
  const declined = auth?.kind === 'oauth2' ? declinedScopes(traits, auth, row.scope) : []
  return [
    ...(end ? [{ kind: 'access_ends' as const, message: endSentence(row, end), at: end }] : []),
    ...(retirement
      ? [
          {
            kind: 'vendor_version' as const,
            message: retirement.message,
            at: new Date(retirement.on),
          },
        ]
      : []),
    ...declined.map((scope) => ({
      kind: 'declined_scopes' as const,
      message: declinedSentence(scope),
      at: null,
    })),
  ]
}

function livesOf({ lives }: Row): TokenLives {
  const entries = Object.entries(lives ?? {}).map(([field, { expiresAt, storedAt }]) => [
    field,
    { expiresAt: expiresAt ? new Date(expiresAt) : null, storedAt: new Date(storedAt) },
  ])
  return Object.fromEntries(entries)
}

const endSentence = ({ name }: Row, end: Date) =>
  `The consent for ${name} ends on ${end.toISOString().slice(0, 10)}. Reconnect it before then, or syncing stops.`

const LIST = new Intl.ListFormat('en', { type: 'conjunction' })

function declinedSentence({ id, why, streams }: DeclinedScope): string {
  const missing = streams.length > 0 ? LIST.format(streams) : 'The data that needs it'
  return `The permission “${id}” was not granted (${why.replace(/\.$/, '')}). ${missing} will be missing. Reconnect and grant it to add the data.`
}
