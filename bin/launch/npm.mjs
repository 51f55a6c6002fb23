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
