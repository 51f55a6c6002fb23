import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PATIENCE_MS = 120_000

/** A web process as an installation runs it, beside this one. Answers the address it listens at. */
export async function startWeb(environment: Record<string, string> = {}) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['--import=@poppinss/ts-exec', 'bin/server.ts'], {
    cwd: ROOT,
    env: {
      ...{ ...process.env, QD_PROCESS: 'web', HOST: '127.0.0.1', PORT: String(port), APP_URL: url },
      ...environment,
    },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  await untilReady(`${url}/health/live`)
  const stop = async () => {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  return { url, stop, residentMegabytes: () => residentMegabytes(child.pid!) }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function untilReady(url: string) {
  const end = Date.now() + PATIENCE_MS
  while (Date.now() < end) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) {
      return
    }
    await delay(200)
  }
  throw new Error(`The web process did not answer at ${url}.`)
}

/** What the process holds, as Linux counts it; null elsewhere. */
async function residentMegabytes(pid: number) {
  const { readFile } = await import('node:fs/promises')
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kilobytes ? Math.round(Number(kilobytes) / 1024) : null
}
