import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A manifest with the text of the `hooks.js` that lies beside it. Only a runner ever evaluates that text. */
export function withHooks(candidate: unknown, folder: string): unknown {
  const file = join(folder, 'hooks.js')
  const isManifest = typeof candidate === 'object' && candidate !== null
  return isManifest && existsSync(file)
    ? { ...candidate, hooks: readFileSync(file, 'utf8') }
    : candidate
}
