import { existsSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const MOST_HEAP_MB = 160
const UNSHARE = '/usr/bin/unshare'

/** How the runner is started: the ways that are tried, the strictest first. */
export function runnerCommands(program = ownFile('runner')): string[][] {
  const node = [process.execPath, ...rights(program), program]
  const alone = process.platform === 'linux' && existsSync(UNSHARE)
  return alone ? [[UNSHARE, '--user', '--net', '--', ...node], node] : [node]
}

/** It reads itself, and the packages that it consists of. */
function rights(program: string): string[] {
  const manifest = join(import.meta.dirname, '../../../package.json')
  const read = [program, manifest, ...PACKAGES.map(packageFolder)]
  return [
    '--permission',
    ...read.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${MOST_HEAP_MB}`,
    '--disable-proto=delete',
    '--no-warnings',
  ]
}

const PACKAGES = [
  'quickjs-emscripten-core',
  '@jitl/quickjs-wasmfile-release-sync',
  '@jitl/quickjs-ffi-types',
]

function packageFolder(name: string): string {
  const entry = fileURLToPath(import.meta.resolve(name))
  return entry.slice(0, entry.lastIndexOf(join(name)) + name.length) + sep
}

/** TypeScript in development, JavaScript in a release: Node runs both as they are. */
const ownFile = (name: string) => join(import.meta.dirname, name + extname(import.meta.filename))
