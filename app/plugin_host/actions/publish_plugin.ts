import { recordAudit } from '#audit'
import { Refusal, type TenantTransaction } from '#foundation'
import type { Plugin } from '#kit'
import { checkManifest } from '../manifest/check_manifest.js'
import { checksumOf } from '../registry/load_plugins.js'
import { forgetTenantPlugins } from '../registry/tenant_plugins.js'
import { ConsentToPlugin } from './consent_to_plugin.js'
import type { Actor } from './actor.js'

/** Private plugins have this vendor, so that none of them can pass for a bundled one. */
const OWN = 'own'

/** Descriptions are made for a handful of sources, and each is looked up with every page. */
const MOST_PLUGINS = 100
const MOST_VERSIONS = 500
const MOST_BYTES = 256_000

export interface Publication {
  /** Its version is given here. */
  manifest: Plugin
  /** What the manifest was made from; kept as it is. */
  design: object
  actor: Actor
  now: Date
}

/**
 * Stores a version of a private plugin and lets it do what it declares: who writes it agrees to it. From the end of the
 * transaction on, every process reads with it. Answers the manifest as it is stored.
 */
export async function publishPlugin(
  tenant: TenantTransaction,
  { manifest: draft, design, actor, now }: Publication
): Promise<Plugin> {
  const number = (await lastNumber(tenant, draft.id)) + 1
  const manifest = accepted({ ...draft, version: `1.0.${number - 1}` })
  await assertRoom(tenant, number)
  await tenant.query(
    `INSERT INTO private_plugins (organization_id, plugin_id, number, digest, manifest, design, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[tenant.organizationId, manifest.id, number, checksumOf(manifest)],
      ...[JSON.stringify(manifest), JSON.stringify(design), actor.id, now],
    ]
  )
  forgetTenantPlugins(tenant)
  await recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip, at: now },
    action: number === 1 ? 'private_plugin.created' : 'private_plugin.changed',
    subject: `plugin:${manifest.id}`,
    detail: { version: manifest.version, title: manifest.title },
  })
  const organization = { id: tenant.organizationId }
  await new ConsentToPlugin().execute({ organization, pluginId: manifest.id, actor })
  return manifest
}

/** Whoever publishes at the same time waits here, and takes the next number. */
async function lastNumber(tenant: TenantTransaction, pluginId: string): Promise<number> {
  await tenant.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${tenant.organizationId}:${pluginId}`,
  ])
  const { rows } = await tenant.query<{ last: number | null }>(
    'SELECT max(number) AS last FROM private_plugins WHERE organization_id = $1 AND plugin_id = $2',
    [tenant.organizationId, pluginId]
  )
  return rows[0].last ?? 0
}

function accepted(manifest: Plugin): Plugin {
  const verdict = checkManifest(manifest)
  if (verdict.state !== 'available' || !manifest.id.startsWith(`${OWN}/`)) {
    const reasons = verdict.state === 'available' ? ['its name is reserved'] : verdict.reasons
    throw refuse('E_PLUGIN_INVALID', reasons.join('; '))
  }
  if (JSON.stringify(manifest).length > MOST_BYTES) {
    throw refuse('E_PLUGIN_TOO_LARGE', 'The description is too large. Use fewer fields or streams.')
  }
  return verdict.manifest
}

async function assertRoom(tenant: TenantTransaction, number: number) {
  const { rows } = await tenant.query<{ plugins: number }>(
    `SELECT count(DISTINCT plugin_id)::int AS plugins FROM private_plugins WHERE organization_id = $1`,
    [tenant.organizationId]
  )
  if (number === 1 && rows[0].plugins >= MOST_PLUGINS) {
    const message = `An organization can describe ${MOST_PLUGINS} sources of its own. Delete one that is no longer used.`
    throw refuse('E_TOO_MANY_PLUGINS', message)
  }
  if (number > MOST_VERSIONS) {
    const message = `This source was changed ${MOST_VERSIONS} times, which is the limit. Describe it anew.`
    throw refuse('E_TOO_MANY_VERSIONS', message)
  }
}

const refuse = (code: string, message: string) => new Refusal({ code, status: 422, message })
