/** The browser of the browser tests: locked like every dependency, ready on a machine that has none. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { userInfo } from 'node:os'
import { dataPath } from './paths.mjs'
import { explain } from './failure.mjs'

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Answers the environment variables with which the tests find their browser. */
export async function chromiumEnvironment() {
  return (await presentChromium()) ?? installBrowser()
}

/** The same for an installation that prints reports, which installs nothing: undefined where it has no browser. */
export async function presentChromium() {
  if (process.env.CHROMIUM_PATH) {
    return {}
  }
  const bundled =
    process.platform === 'linux' && process.arch === 'x64' ? await unpackBundled() : undefined
  return bundled ?? systemBrowser()
}

/**
 * The binary from the npm package `@sparticuz/chromium`, unpacked into the data folder once. The
 * libraries it brings are used where the machine lacks its own.
 */
async function unpackBundled() {
  const folder = dataPath('chromium')
  const path = join(folder, 'chromium')
  const libraries = join(folder, 'al2023', 'lib')
  if (!existsSync(path) || !existsSync(libraries)) {
    const script =
      "const { default: c } = await import('@sparticuz/chromium'); await c.executablePath()"
    // The package unpacks its libraries only where it believes to be on AWS Lambda.
    const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'ignore' })
  }
  const fonts = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_PATH: join(folder, 'fonts') }
  if (lacksNothing(path)) {
    return { CHROMIUM_PATH: path, ...fonts }
  }
  return lacksNothing(path, libraries)
    ? { CHROMIUM_PATH: path, LD_LIBRARY_PATH: libraries, ...fonts }
    : undefined
}

function lacksNothing(path, libraries = '') {
  const env = { ...process.env, LD_LIBRARY_PATH: libraries }
  return !execFileSync('ldd', [path], { env, encoding: 'utf8' }).includes('not found')
}

function systemBrowser() {
  const path = SYSTEM_BROWSERS.find((candidate) => existsSync(candidate))
  return path ? { CHROMIUM_PATH: path } : undefined
}

function installBrowser() {
  if (process.platform === 'linux' && userInfo().uid === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('  Installing Chromium for the browser tests …\n')
    execFileSync('apt-get', ['update'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
    })
    return systemBrowser()
  }
  throw explain(
    'The browser tests found no Chromium. Install Chromium or Google Chrome, or set CHROMIUM_PATH to one.'
  )
}
