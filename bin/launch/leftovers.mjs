import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A shard has a temporary folder of its own; whatever it leaves in there counts as a failed test. */
export async function withoutLeftovers({ environment, label }, runIn) {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-tests-'))
  // Programs of another user, such as a database of the tests, have their folders in there.
  chmodSync(folder, 0o755)
  try {
    const result = await runIn({ ...environment, TMPDIR: folder })
    const left = readdirSync(folder)
    if (left.length > 0) {
      process.stdout.write(`  ${label} left behind: ${left.slice(0, 10).join(', ')}\n`)
    }
    return { ...result, failed: result.failed + (left.length > 0 ? 1 : 0) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
