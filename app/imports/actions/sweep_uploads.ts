import type { DateTime } from 'luxon'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { withTenant } from '#foundation'
import { discardUpload, uploadsFolder } from '../uploads.js'

/** Who still works on one touches it every minute (`whileHeld`). */
const KEPT_MINUTES = 4
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Removes uploads that no open import refers to: of processes that died, and of requests that ended early. */
export default class SweepUploads {
  async execute(now: DateTime): Promise<{ removed: number }> {
    const folders = await namesIn(uploadsFolder())
    const before = now.minus({ minutes: KEPT_MINUTES }).toMillis()
    let removed = 0
    for (const organizationId of folders.filter((name) => UUID.test(name))) {
      removed += await this.sweep(organizationId, before)
    }
    return { removed }
  }

  private async sweep(organizationId: string, beforeMs: number): Promise<number> {
    const old = await oldFiles(join(uploadsFolder(), organizationId), beforeMs)
    if (old.length === 0) {
      return 0
    }
    const wanted = await withTenant(organizationId, (tenant) =>
      tenant.query<{ path: string }>(
        `SELECT stored_path AS path FROM imports
         WHERE organization_id = $1 AND stored_path = ANY($2::text[])
           AND state NOT IN ('finished', 'undoing', 'undone')`,
        [organizationId, old]
      )
    )
    const kept = new Set(wanted.rows.map(({ path }) => path))
    const left = old.filter((path) => !kept.has(path))
    await Promise.all(left.map(discardUpload))
    return left.length
  }
}

async function oldFiles(folder: string, beforeMs: number): Promise<string[]> {
  const names = await namesIn(folder)
  const paths = names.map((name) => join(folder, name))
  const ages = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)))
  return paths.filter((_, index) => (ages[index]?.mtimeMs ?? Infinity) < beforeMs)
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
