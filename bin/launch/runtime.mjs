import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { explain } from './failure.mjs'
import { dataPath } from './paths.mjs'
import { findNpm, runNpm } from './npm.mjs'

/** The runtime that the dependencies are locked for, as npm packages that hold only the binary. */
const NODE_VERSION = '24.21.0'
const NPM_VERSION = '11.19.1'
const OLDEST_LAUNCHER = 20

const major = (version) => Number(version.replace('v', '').split('.')[0])

/**
 * Says which Node runs the application: this one where it is new enough, else the pinned one, which
 * is installed into the data folder on first use.
 */
export async function ensureRuntime() {
  if (major(process.version) < OLDEST_LAUNCHER) {
    throw explain(
      `Node ${process.version} is too old to start Quarterdeck. Install Node 20 or newer.`
    )
  }
  if (major(process.version) >= major(NODE_VERSION)) {
    return describe(process.execPath, findNpm(process.execPath), true)
  }
  const folder = dataPath('runtime')
  const node = join(folder, 'node_modules', nodePackage(), 'bin', 'node')
  const npm = join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')
  if (!existsSync(node) || !existsSync(npm) || runtimeVersion(node) !== `v${NODE_VERSION}`) {
    installRuntime(folder)
  }
  return describe(node, npm, false)
}

function describe(node, npm, isCurrent) {
  const path = [dirname(node), process.env.PATH].join(delimiter)
  return { node, npm, isCurrent, environment: { ...process.env, PATH: path } }
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  return `node-${platform}-${process.arch}`
}

function runtimeVersion(node) {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

function installRuntime(folder) {
  process.stdout.write(`  Installing Node ${NODE_VERSION} for Quarterdeck …\n`)
  const dependencies = { [nodePackage()]: NODE_VERSION, npm: NPM_VERSION }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'quarterdeck-runtime', private: true, dependencies })
  )
  const npm = findNpm(process.execPath)
  const command = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  try {
    runNpm({ node: process.execPath, npm, command, cwd: folder })
  } catch (error) {
    const reason = String(error.stderr ?? error.message)
      .trim()
      .split('\n')[0]
    throw explain(
      `Quarterdeck needs Node ${NODE_VERSION} and could not install it (${reason}). ` +
        'Check the connection to the npm registry, or install Node 24 yourself.',
      error
    )
  }
}
