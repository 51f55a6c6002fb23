import { request, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { withTenant } from '#foundation'
import { givenApiKey } from '#tests/support/api_keys'
import { startWeb } from '#tests/support/web_process'
import Organization from '#organizations/models/organization'
import { givenOrganization, machine } from '../surroundings.js'

const CLIENTS = 2_000
const COMMITS = 20
/** Fewer than the streams that one key may keep open (`app/live/hub.ts`). */
const CLIENTS_PER_KEY = 25
const BETWEEN_COMMITS_MS = 500

/**
 * `npm run bench:live [-- --clients=2000 --organizations=1]`: from the end of a commit until each of the listening clients has heard of
 * it, over one web process. Clients, writer and web process share the machine.
 */
export async function measure(args: string[]) {
  const given = (name: string, otherwise: number) =>
    Number(args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
  const [clients, organizations] = [given('clients', CLIENTS), given('organizations', 1)]
  const started = machine()
  const web = await startWeb()
  try {
    const listeners = new Listeners(web.url)
    const ids: string[] = []
    for (let count = 0; count < organizations; count++) {
      const organization = await Organization.findOrFail(await givenOrganization())
      ids.push(organization.id)
      await listeners.open(organization, Math.ceil(clients / organizations))
    }
    // Making keys is a change, too, and was told.
    await delay(BETWEEN_COMMITS_MS)
    listeners.take()
    const latencies = await commitAll(ids, listeners)
    return {
      machine: started,
      ...{ clients: listeners.count, organizations, commits: COMMITS, told: latencies.length },
      commitToClientMs: spread(latencies),
      webMegabytes: await web.residentMegabytes(),
      goal: { p95Ms: 200 },
    }
  } finally {
    await web.stop()
  }
}

async function commitAll(organizationIds: string[], listeners: Listeners) {
  const latencies: number[] = []
  for (let commit = 0; commit < COMMITS; commit++) {
    for (const id of organizationIds) {
      await withTenant(id, (tenant) =>
        tenant.query('UPDATE organizations SET data_version = data_version + 1 WHERE id = $1', [id])
      )
      listeners.committedAt.set(id, performance.now())
    }
    await delay(BETWEEN_COMMITS_MS)
    latencies.push(...listeners.take())
  }
  if (latencies.length !== listeners.count * COMMITS) {
    throw new Error(`${latencies.length} of ${listeners.count * COMMITS} events arrived in time.`)
  }
  return latencies
}

class Listeners {
  readonly committedAt = new Map<string, number>()
  #heard: number[] = []
  count = 0

  constructor(private readonly url: string) {}

  async open(organization: Organization, clients: number) {
    for (let opened = 0; opened < clients; opened += CLIENTS_PER_KEY) {
      const key = await givenApiKey(organization, ['metrics:read'])
      const some = Math.min(CLIENTS_PER_KEY, clients - opened)
      await Promise.all(Array.from({ length: some }, () => this.#listen(organization.id, key)))
      this.count += some
    }
  }

  take() {
    const heard = this.#heard
    this.#heard = []
    return heard
  }

  async #listen(organizationId: string, key: string) {
    const response = await answered(`${this.url}/api/v1/events/stream`, key)
    await new Promise<void>((resolve, reject) => {
      response.on('end', () => reject(new Error('The server ended a stream.')))
      response.on('data', (bytes: Buffer) => {
        if (bytes.includes('event: connected')) {
          resolve()
        } else if (bytes.includes('event: changed')) {
          this.#heard.push(performance.now() - this.committedAt.get(organizationId)!)
        }
      })
    })
  }
}

function answered(url: string, key: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, headers: { authorization: `Bearer ${key}` } }, (response) => {
      if (response.statusCode === 200) {
        resolve(response)
      } else {
        reject(new Error(`A stream was answered with ${response.statusCode}.`))
      }
    })
      .on('error', reject)
      .end()
  })
}

function spread(latencies: number[]) {
  const sorted = [...latencies].sort((one, other) => one - other)
  const at = (share: number) => Number(sorted[Math.ceil(sorted.length * share) - 1].toFixed(1))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), slowest: at(1) }
}
