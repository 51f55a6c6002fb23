import db from '@adonisjs/lucid/services/db'
import type { JWK } from 'jose'
import { Refusal } from '#foundation'
import { describePlugin } from '../registry/load_plugins.js'
import { bundledRegistry } from '../registry/plugin_registry.js'
import { newestRelease } from '../registry/releases.js'
import { heaviest, manifestChanges } from '../versions/manifest_changes.js'
import { reaches, versionAfter } from '../versions/version_numbers.js'
import { openArchive, type FindKey } from './open_archive.js'

export interface PublishedVersion {
  id: string
  version: string
  digest: string
  /** False where exactly this version had been published before. */
  isNew: boolean
}

/**
 * Takes one signed archive into the marketplace of this installation. The same version with other content is refused for ever, and so is
 * a version that says less than its changes ask for.
 */
export async function publishVersion(bytes: Buffer, now: Date): Promise<PublishedVersion> {
  const { manifest, digest, kid } = await openArchive(bytes, findKey)
  const { id, version } = manifest
  const bundled = await bundledRegistry()
  if (bundled.find(id)) {
    throw refuse('E_PLUGIN_BUNDLED', `${id} is part of this installation and cannot be replaced.`)
  }
  const { checksum, sdk } = describePlugin(id, manifest)
  const known = await db.from('plugin_versions').where({ plugin_id: id, version }).first()
  if (known) {
    return again({ id, version, digest, isNew: false }, known.archive_digest)
  }
  await assertBump(manifest)
  await db.table('plugin_versions').insert({
    ...{ plugin_id: id, version, sdk, checksum, state: 'available', created_at: now },
    ...{ manifest: JSON.stringify(manifest), content: JSON.stringify(manifest) },
    ...{ origin: 'published', archive_digest: digest, key_id: kid },
  })
  return { id, version, digest, isNew: true }
}

function again(published: PublishedVersion, digest: string | null): PublishedVersion {
  if (digest !== published.digest) {
    const { id, version } = published
    const message = `${id} ${version} was published before with other content. A change needs a new version.`
    throw refuse('E_VERSION_TAKEN', message)
  }
  return published
}

async function assertBump(manifest: Parameters<typeof manifestChanges>[1]) {
  const before = await newestRelease(manifest.id)
  if (!before?.manifest || !reaches(manifest.version, before.version)) {
    return
  }
  const needed = versionAfter(before.version, heaviest(manifestChanges(before.manifest, manifest)))
  if (!reaches(manifest.version, needed)) {
    const message = `${manifest.id} changes more than version ${manifest.version} says: it has to be ${needed} at least.`
    throw refuse('E_VERSION_TOO_LOW', message)
  }
}

const findKey: FindKey = async (kid) => {
  const row = await db.from('publisher_keys').where({ key_id: kid }).whereNull('revoked_at').first()
  return row && { vendor: row.vendor, key: row.public_key as JWK }
}

/** Lets a key sign the plugins of one vendor from now on, or no longer. */
export async function trustKey(
  { kid, vendor, key }: { kid: string; vendor: string; key: JWK },
  now: Date
) {
  await db.rawQuery(
    `INSERT INTO publisher_keys (key_id, vendor, public_key, created_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (key_id) DO UPDATE SET revoked_at = NULL`,
    [kid, vendor, JSON.stringify(key), now]
  )
}

/** Takes a version back: from now on it runs nowhere. */
export async function withdrawVersion(id: string, version: string, reason: string) {
  const changed: number[] = await db
    .from('plugin_versions')
    .where({ plugin_id: id, version, origin: 'published' })
    .update({ state: 'yanked', reason })
  if (changed[0] === 0) {
    throw refuse('E_NO_SUCH_VERSION', `There is no published version ${version} of ${id}.`)
  }
}

const refuse = (code: string, message: string) => new Refusal({ code, status: 422, message })
