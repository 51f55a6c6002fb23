import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { explain } from './failure.mjs'

/** The npm command-line script that belongs to a Node, or the one on the path. */
export function findNpm(node) {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(node), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm')),
  ]
  for (const candidate of candidates) {
    if (candidate && existsSync(candidate)) {
      const script = realpathSync(candidate)
      if (script.endsWith('npm-cli.js')) {
        return script
      }
    }
  }
  throw explain(
    'Quarterdeck could not find npm. Install npm, which comes with Node, and try again.'
  )
}

const MINUTE_MS = 60_000
/** Longer each time: a slow line takes long without being stuck, and what has arrived stays in npm's cache. */
const PATIENCE_MS = [4 * MINUTE_MS, 10 * MINUTE_MS, 20 * MINUTE_MS]

/**
 * Runs npm to its end and keeps what it complains of for the error. Now and then npm waits for ever for a package
 * that it has already; asked again it goes on.
 */
export function runNpm({ node, npm, command, ...options }, patience = PATIENCE_MS) {
  for (const timeout of patience) {
    try {
      const stdio = ['ignore', 'ignore', 'pipe']
      return execFileSync(node, [npm, ...command], {
        ...options,
        stdio,
        timeout,
        killSignal: 'SIGKILL',
      })
    } catch (error) {
      if (error.code !== 'ETIMEDOUT') {
        throw error
      }
    }
  }
  throw new Error(`npm did not end, ${patience.length} times`)
}
