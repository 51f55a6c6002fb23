import app from '@adonisjs/core/services/app'
import { access, constants, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserServer } from 'playwright-core'
import { PrintFault } from '#reports/printing/print_fault'

const FLAGS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
  // Containers forbid the sandbox of Chromium. Its pages are ours, and it is cut off from every network.
  '--no-sandbox',
  '--proxy-server=http://127.0.0.1:9',
]

export interface PrintLimits {
  seconds: number
  /** Of the browser with all of its processes. */
  megabytes: number
}

export const PRINT_LIMITS: PrintLimits = { seconds: 90, megabytes: 1_200 }

const LOOK_EVERY_MS = 250
const BYTES_PER_MEGABYTE = 1_048_576
const PAGE_BYTES = 4_096

interface Found {
  CHROMIUM_PATH?: string
}

/** The variables with which the browser of this installation starts; null where it has none. */
async function foundBrowser(): Promise<Found | null> {
  const { presentChromium } = await import(app.makeURL('bin/launch/chromium.mjs').href)
  return presentChromium()
}

/**
 * Works with a browser of its own, which ends with the work: after its time, and when it takes more memory than one report
 * may have. Nothing of one report is left for the next one.
 */
export async function withBrowser<Answer>(
  limits: PrintLimits,
  work: (browser: Browser) => Promise<Answer>
): Promise<Answer> {
  const found = await foundBrowser()
  if (!found) {
    throw new PrintFault('E_NO_BROWSER')
  }
  // A browser that is ended leaves files behind.
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-print-'))
  const server = await launched(found, folder)
  const watched = watch(server, limits)
  try {
    const browser = await chromium.connect(server.wsEndpoint())
    return await Promise.race([work(browser), watched.stopped])
  } catch (error) {
    throw watched.fault() ?? (isEnded(error) ? new PrintFault('E_PRINT_STOPPED') : error)
  } finally {
    watched.end()
    await server.kill()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const isEnded = (error: unknown) =>
  /closed|crashed|disconnected/i.test(error instanceof Error ? error.message : '')

async function launched(found: Found, folder: string): Promise<BrowserServer> {
  const executablePath = found.CHROMIUM_PATH ?? process.env.CHROMIUM_PATH ?? ''
  try {
    // A start that fails leaves a profile behind.
    await access(executablePath, constants.X_OK)
    return await chromium.launchServer({
      executablePath,
      args: FLAGS,
      env: { ...withoutSecrets(), ...found, TMPDIR: folder },
      host: '127.0.0.1',
    })
  } catch {
    await rm(folder, { recursive: true, force: true })
    throw new PrintFault('E_NO_BROWSER')
  }
}

/** The browser draws what customers wrote: it gets no setting of ours. */
function withoutSecrets() {
  const { PATH, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env
  const kept = { PATH, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, FONTCONFIG_PATH }
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}

function watch(server: BrowserServer, { seconds, megabytes }: PrintLimits) {
  let fault: PrintFault | undefined
  let stop: (fault: PrintFault) => void
  const stopped = new Promise<never>((_, reject) => (stop = reject))
  stopped.catch(() => {})
  const end = (found: PrintFault) => {
    fault = found
    stop(found)
  }
  const timeout = setTimeout(() => end(new PrintFault('E_PRINT_TOO_SLOW')), seconds * 1_000)
  const looking = setInterval(async () => {
    const used = await residentBytes(server.process().pid!)
    if (used > megabytes * BYTES_PER_MEGABYTE) {
      end(new PrintFault('E_PRINT_TOO_LARGE'))
    }
  }, LOOK_EVERY_MS)
  return {
    stopped,
    fault: () => fault,
    end: () => {
      clearTimeout(timeout)
      clearInterval(looking)
    },
  }
}

/** Of a process and its children, as Linux tells it; 0 on other systems, where only the time limits a report. */
export async function residentBytes(pid: number): Promise<number> {
  const [own, children] = await Promise.all([
    readFile(`/proc/${pid}/statm`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''),
  ])
  const [, resident = 0, shared = 0] = own.split(' ').map(Number)
  const below = children.split(' ').filter((id) => /^\d+$/.test(id))
  const sizes = await Promise.all(below.map((id) => residentBytes(Number(id))))
  return sizes.reduce((sum, size) => sum + size, (resident - shared) * PAGE_BYTES)
}
