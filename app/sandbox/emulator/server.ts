import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SandboxReply, SandboxRequest, VendorSandbox } from '#kit'
import { firstLine } from '#shared/first_line'
import { databaseAnswer } from '../databases/database_answer.js'
import { SampleDatabases, type SampleOptions } from '../databases/sample_databases.js'
import { ADMIN_PREFIX, answerAdmin } from './admin.js'
import type { Counters } from './counters.js'
import { DEFAULT_NAMESPACE } from './credentials.js'
import { Emulator } from './emulator.js'
import type { Fault } from './faults.js'
import { loadVendorSandboxes } from './vendors.js'
import type { WebhookRequest } from '../wire/webhooks.js'
import type { WireEffect } from './wire_faults.js'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const MAX_BODY_BYTES = 1_000_000

export interface StartOptions {
  /** 0 takes a free one. */
  port?: number
  host?: string
  /** A fixed moment, or a clock. */
  now?: Date | (() => Date)
  pageSize?: number
  limitsRates?: boolean
  seed?: string
  vendors?: VendorSandbox[]
  /** Starts the server of the sample databases, which waits until one is asked for; without it there are none. */
  startDatabases?: SampleOptions['start']
}

export interface RunningEmulator {
  url: string
  /** Value of VENDOR_HOSTS that sends every emulated host here. */
  vendorHosts: string
  emulator: Emulator
  addFault(fault: Fault): void
  /** Called for each request that is left hanging, so that a test's clock can let it be too late. */
  onHang(listener: () => void): void
  counters(namespace?: string): Counters
  /** Posts what the vendor would send to the address, one after the other; answers the statuses. */
  sendWebhooks(plugin: string, request: WebhookRequest): Promise<number[]>
  reset(namespace?: string): void
  stop(): Promise<void>
}

/** Starts the emulator inside this process: tests use it so; bin/emulator.ts does for the sandbox. */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const { now = () => new Date() } = options
  const vendors = options.vendors ?? (await loadVendorSandboxes())
  const clock = typeof now === 'function' ? now : () => now
  const emulator = new Emulator({ ...options, vendors, now: clock })
  const databases = SampleDatabases.of(emulator, { start: options.startDatabases, now: clock })
  const serving: Serving = { emulator, databases, onHang: () => {} }
  const server = createServer((incoming, response) => {
    void handle(serving, incoming, response)
  })
  const url = await listen(server, options)
  return {
    url,
    vendorHosts: emulator.hosts.map((host) => `${host}=${url}`).join(','),
    emulator,
    addFault: (fault) => emulator.faults.add(fault),
    onHang: (listener) => void (serving.onHang = listener),
    counters: (namespace = DEFAULT_NAMESPACE) => emulator.log.read(namespace),
    sendWebhooks: (plugin, request) => sendWebhooks(emulator, plugin, request),
    reset: (namespace) => emulator.reset(namespace),
    stop: async () => {
      await stop(server)
      await databases?.stop()
    },
  }
}

function listen(server: Server, { port = 0, host = '127.0.0.1' }: StartOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      resolve(`http://${host}:${(server.address() as AddressInfo).port}`)
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    // Hanging requests are held open on purpose; they end with the emulator.
    server.closeAllConnections()
  })
}

/** In order, as most vendors do for one object; whoever wants them shuffled asks for the deliveries instead. */
async function sendWebhooks(emulator: Emulator, plugin: string, request: WebhookRequest) {
  const statuses: number[] = []
  for (const { headers, body } of emulator.deliveries(plugin, request)) {
    const response = await fetch(request.url, { method: 'POST', headers, body })
    await response.body?.cancel()
    statuses.push(response.status)
  }
  return statuses
}

interface Serving {
  emulator: Emulator
  databases?: SampleDatabases
  onHang: () => void
}

async function handle(serving: Serving, incoming: IncomingMessage, response: ServerResponse) {
  const { emulator, databases, onHang } = serving
  const request = await readRequest(incoming)
  if (request.path.startsWith(ADMIN_PREFIX)) {
    const isLocal = LOOPBACK.has(incoming.socket.remoteAddress ?? '')
    const known = isLocal ? await databaseAnswer(databases, request) : { status: 403, body: {} }
    return send(response, known ?? answerAdmin(emulator, request))
  }
  const effect = answerOf(emulator, request)
  if (effect.do === 'hang') {
    return onHang()
  }
  perform(effect, response)
}

/** A mistake in one vendor's emulator is that vendor's answer, and never the end of the emulator. */
function answerOf(emulator: Emulator, request: SandboxRequest): WireEffect {
  try {
    return emulator.answer(request)
  } catch (error) {
    const message = `The emulator of ${request.host} throws at ${request.path}: ${firstLine(error)}.`
    process.stderr.write(`${message}\n`)
    return { do: 'answer', reply: { status: 500, body: { error: message } } }
  }
}

async function readRequest(incoming: IncomingMessage): Promise<SandboxRequest> {
  const url = new URL(incoming.url ?? '/', 'http://emulator')
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  )
  return {
    method: incoming.method ?? 'GET',
    ...targetOf(url.pathname, headers),
    query: url.searchParams,
    headers,
    body: await readBody(incoming),
  }
}

/** The vendor's host is in the Host header, in X-Vendor-Host, or is the first segment of the path. */
function targetOf(path: string, headers: Record<string, string>) {
  const host = (headers['x-vendor-host'] ?? headers.host ?? '').replace(/:\d+$/, '')
  const [, first, ...rest] = path.split('/')
  const isOwnAddress = /^(127\.|localhost|\[)/.test(host)
  return isOwnAddress && first.includes('.')
    ? { host: first, path: `/${rest.join('/')}` }
    : { host, path }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    if (length <= MAX_BODY_BYTES) {
      chunks.push(chunk)
    }
  }
  return Buffer.concat(chunks).toString('utf8')
}

function perform(effect: Exclude<WireEffect, { do: 'hang' }>, response: ServerResponse) {
  switch (effect.do) {
    case 'answer':
      return send(response, effect.reply)
    case 'truncate': {
      const whole = serialize(effect.reply.body)
      response.writeHead(effect.reply.status, headersOf(effect.reply))
      return response.end(whole.slice(0, Math.floor(whole.length * 0.6)))
    }
    case 'reset':
      return response.socket?.resetAndDestroy()
  }
}

function send(response: ServerResponse, reply: SandboxReply) {
  response.writeHead(reply.status, headersOf(reply))
  response.end(serialize(reply.body))
}

const serialize = (body: unknown): string | Buffer =>
  typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)

function headersOf({ headers, body }: SandboxReply): Record<string, string> {
  const type =
    typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  return { 'content-type': type, ...headers }
}
