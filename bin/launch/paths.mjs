import { mkdirSync, accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, resolve } from 'node:path'
import { explain } from './failure.mjs'

/** The folder of the checkout. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Everything an installation keeps lives in this one git-ignored folder. */
export const DATA_DIR = resolve(process.env.DATA_DIR ?? join(ROOT, '.quarterdeck'))

/** Creates a folder below the data folder and checks that it can be written. */
export function dataPath(...parts) {
  const path = join(DATA_DIR, ...parts)
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK)
  } catch (error) {
    throw explain(
      `Quarterdeck cannot write to ${path} (${error.code}). ` +
        'Give your user write permission to that folder, or set DATA_DIR to one that it may use.',
      error
    )
  }
  return path
}
