import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from './failure.mjs'
import { runNpm } from './npm.mjs'
import { ROOT } from './paths.mjs'

const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.quarterdeck-lock')

/** Installs exactly what the lock file says, under the right Node, when it is not installed yet. */
export async function ensureDependencies(runtime) {
  if (isSharedFolder() || readStamp() === lockHash()) {
    return
  }
  process.stdout.write('  Installing dependencies …\n')
  const command = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    const env = { ...runtime.environment, NODE_ENV: '' }
    runNpm({ node: runtime.node, npm: runtime.npm, command, cwd: ROOT, env })
  } catch (error) {
    const reason = reasonOf(String(error.stderr ?? error.message))
    throw explain(
      `The dependencies could not be installed (${reason}). ` +
        'Check the connection to the npm registry and the free disk space, then run the command again.',
      error
    )
  }
  writeFileSync(STAMP, lockHash())
}

/** npm prints a code, then the reason, then its manual: the first three lines say enough. */
function reasonOf(output) {
  const lines = output.split('\n').filter((line) => line.startsWith('npm error'))
  const chosen = lines.slice(0, 3).map((line) => line.replace(/^npm error (code )?/, ''))
  return (chosen.length > 0 ? chosen.join(' ') : output.trim().split('\n')[0]).slice(0, 400)
}

/** A second work tree may mount the modules of the first, which then says so with this file. */
function isSharedFolder() {
  return existsSync(join(MODULES, '.quarterdeck-shared'))
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
}
