/** The static checks of `npm run check`; each counts as one result. */
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

/** Runs the named checks, or all. Answers one `{ name, passed, failed }` per check. */
export async function runChecks(names = []) {
  await generateCode(offlineEnvironment())
  const chosen = Object.entries(CHECKS).filter(
    ([name]) => names.length === 0 || names.includes(name)
  )
  const results = []
  for (const [name, [command, ...args]] of chosen) {
    results.push(await runCheck(name, command, args))
  }
  return results
}

async function runCheck(name, command, args) {
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
