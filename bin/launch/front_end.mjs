/** Builds the front end when its sources changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { explain } from './failure.mjs'
import { capture } from './processes.mjs'
import { ROOT } from './paths.mjs'

const STAMP = join(ROOT, 'public', 'assets', '.stamp')
const SOURCES = ['resources', 'vite.config.ts', 'package-lock.json']

export async function buildFrontEnd(environment) {
  const hash = sourceHash()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) {
    return false
  }
  const vite = join(ROOT, 'node_modules', '.bin', 'vite')
  const env = { ...environment, NODE_ENV: 'production' }
  const { code, output } = await capture(vite, ['build', '--logLevel=warn'], { environment: env })
  if (code !== 0) {
    throw explain(`The front end could not be built:\n${output}`)
  }
  writeFileSync(STAMP, hash)
  return true
}

/** Icons of plugins are part of the front end. */
const icons = () =>
  readdirSync(join(ROOT, 'plugins'), { recursive: true })
    .filter((path) => basename(path) === 'icon.svg')
    .map((path) => join('plugins', path))
    .sort()

function sourceHash() {
  const hash = createHash('sha256')
  for (const source of [...SOURCES, ...icons()]) {
    addTo(hash, join(ROOT, source))
  }
  return hash.digest('hex')
}

function addTo(hash, path) {
  if (!existsSync(path)) {
    return
  }
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      addTo(hash, join(path, name))
    }
    return
  }
  hash.update(path.slice(ROOT.length)).update(readFileSync(path))
}
