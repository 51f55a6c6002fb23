import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders: string[] = []
process.once('exit', () => folders.forEach((one) => rmSync(one, { recursive: true, force: true })))

/** A temporary folder that goes with the test run; `npm test` fails where one stays (`bin/launch/leftovers.mjs`). */
export function scratchFolder(name = 'quarterdeck-'): string {
  const folder = mkdtempSync(join(tmpdir(), name))
  folders.push(folder)
  return folder
}
