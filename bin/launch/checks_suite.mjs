/** The static checks of `npm run check`; each counts as one result. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { generateCode } from './codegen.mjs'
import { baseEnvironment } from './environment.mjs'
import { ROOT } from './paths.mjs'
import { capture } from './processes.mjs'
import { loadSecrets } from './secrets.mjs'

const bin = (name) => join(ROOT, 'node_modules', '.bin', name)

/** What did not change since it was found right is not looked at again. */
const cache = (name) => join(ROOT, 'node_modules', '.cache', name)

const CHECKS = {
  'format': [
    bin('prettier'),
    '--check',
    '--log-level=warn',
    '--cache',
    '--cache-strategy=content',
    '--cache-location',
    cache('prettier.json'),
    '.',
  ],
  'lint': [
    bin('eslint'),
    '--max-warnings=0',
    '--no-warn-ignored',
    '--cache',
    '--cache-strategy=content',
    '--cache-location',
    cache('eslint/'),
    '.',
  ],
  'boundaries': [
    bin('depcruise'),
    '--config',
    '.dependency-cruiser.cjs',
    'app',
    'plugins',
    'resources',
    'start',
    'config',
    'providers',
    'commands',
  ],
  'types': [bin('tsc'), '--noEmit', '--incremental', '--tsBuildInfoFile', cache('tsc.tsbuildinfo')],
  'vue types': [
    bin('vue-tsc'),
    '--noEmit',
    '-p',
    'resources/tsconfig.json',
    '--incremental',
    '--tsBuildInfoFile',
    cache('vue-tsc.tsbuildinfo'),
  ],
  'build': [bin('vite'), 'build', '--logLevel=warn'],
}

/** Which changed files a check looks at; the others look at the project as a whole. */
const BY_FILE = { format: /\.(ts|mjs|cjs|js|vue|json|md|css)$/, lint: /\.(ts|mjs|cjs|js|vue)$/ }
/** Which changed files make a check of the whole worth its time. */
const BY_PLACE = {
  'vue types': /^(resources\/|app\/.*(transformers|routes|context)|tsconfig)/,
  'build': /^(resources\/|vite\.config|package-lock)/,
}

/**
 * Runs the named checks, or all; with `files`, only what these can have broken. Answers one
 * `{ name, passed, failed }` per check.
 */
export async function runChecks(names = [], files = undefined) {
  await generateCode(offlineEnvironment())
  const results = []
  for (const [name, command] of Object.entries(CHECKS)) {
    const narrowed = files ? narrow(name, command, files) : command
    if (narrowed && (names.length === 0 || names.includes(name))) {
      results.push(await runCheck(name, narrowed))
    }
  }
  return results
}

/** The command for these files alone, or nothing where none of them concerns it. */
function narrow(name, command, files) {
  const concerned = files.filter((file) => (BY_FILE[name] ?? BY_PLACE[name] ?? /./).test(file))
  const present = concerned.filter((file) => existsSync(join(ROOT, file)))
  if ((BY_FILE[name] ? present : concerned).length === 0) {
    return undefined
  }
  return BY_FILE[name] ? [...command.slice(0, -1), ...present] : command
}

async function runCheck(name, [command, ...args]) {
  const started = Date.now()
  const { code, output } = await capture(command, args, { environment: offlineEnvironment() })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${code === 0 ? '✔' : '✘'} ${name} (${seconds} s)\n`)
  if (code !== 0) {
    process.stdout.write(`${output}\n`)
  }
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
}

export function offlineEnvironment() {
  const unset = 'postgresql://unset'
  return {
    ...baseEnvironment(loadSecrets()),
    NODE_ENV: 'production',
    DB_APP_URL: unset,
  }
}
