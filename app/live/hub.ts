import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { withTenant } from '#foundation'
import { DataChanges } from './data_changes.js'
import { openSessions, stillEntitled } from './queries/still_entitled.js'
import { changedEvent, type Listener, type Subscriber } from './subscriber.js'

/** How soon a browser comes back by itself. */
const RETRY_MS = 2_000
/** Proxies end connections on which nothing is said, and ended sessions are seen then. */
const BEAT_MS = 15_000
/** An organization that is written to all the time is told about it this often. */
const REST_MS = 100

/** Of one person or key in an organization: more than anybody has windows, and a script cannot open them without end. */
export const MOST_OPEN = 30

/** The open streams of this process, by organization, and what they are told. */
class Hub {
  readonly #rooms = new Map<string, Set<Subscriber>>()
  /** Organizations that are being told, and whether something changed meanwhile. */
  readonly #telling = new Map<string, { again: boolean }>()
  #changes: DataChanges | undefined
  #opening: Promise<void> | undefined
  #beat: NodeJS.Timeout | undefined

  /** Adds a stream; what changed since the version that it knows is told at once. */
  async add(subscriber: Subscriber) {
    await (this.#opening ??= this.#open())
    const { organizationId, body } = subscriber
    const room = this.#rooms.get(organizationId) ?? new Set()
    this.#rooms.set(organizationId, room.add(subscriber))
    body.once('close', () => this.#remove(subscriber))
    const own = [...room].filter(({ listener }) => whoOf(listener) === whoOf(subscriber.listener))
    own.slice(0, -MOST_OPEN).forEach((oldest) => oldest.end())
    const version = await withTenant(organizationId, (tenant) => tenant.dataVersion(), READING)
    subscriber.open(RETRY_MS, version)
  }

  async close() {
    clearInterval(this.#beat)
    this.#everyone().forEach(({ body }) => body.end())
    await this.#changes?.close()
    this.#opening = undefined
  }

  async #open() {
    this.#changes = new DataChanges({
      onChange: (id) => this.#told(id),
      onGap: () => [...this.#rooms.keys()].forEach((id) => this.#told(id)),
    })
    app.terminating(() => this.close())
    this.#beat = setInterval(() => void this.look(), BEAT_MS).unref()
    try {
      await this.#changes.open()
    } catch (error) {
      this.#opening = undefined
      throw error
    }
  }

  #told(organizationId: string) {
    const telling = this.#telling.get(organizationId)
    if (telling) {
      telling.again = true
    } else if (this.#rooms.has(organizationId)) {
      this.#telling.set(organizationId, { again: false })
      void this.#tell(organizationId)
    }
  }

  /** One question to the database for everybody of the organization who listens here. */
  async #tell(organizationId: string) {
    const room = [...(this.#rooms.get(organizationId) ?? [])]
    try {
      const { version, isEntitled } = await this.#standing(organizationId, room.map(listenerOf))
      const event = changedEvent(version)
      for (const subscriber of room) {
        if (isEntitled(subscriber.listener)) {
          subscriber.tell(version, event)
        } else {
          subscriber.end()
        }
      }
    } catch (error) {
      logger.warn({ err: error }, 'live events: a change was not told')
    }
    setTimeout(() => this.#rested(organizationId), REST_MS).unref()
  }

  #standing(organizationId: string, listeners: Listener[]) {
    return withTenant(
      organizationId,
      async (tenant) => ({
        version: await tenant.dataVersion(),
        isEntitled: await stillEntitled(tenant, listeners),
      }),
      READING
    )
  }

  #rested(organizationId: string) {
    const telling = this.#telling.get(organizationId)
    this.#telling.delete(organizationId)
    if (telling?.again) {
      this.#told(organizationId)
    }
  }

  /** Whoever signed out elsewhere hears no more; the others hear that the line is open. */
  async look() {
    try {
      const everyone = this.#everyone()
      const sessions = everyone.flatMap(({ listener }) => sessionOf(listener) ?? [])
      const open = await openSessions([...new Set(sessions)])
      for (const subscriber of everyone) {
        const session = sessionOf(subscriber.listener)
        if (session === null || open.has(session)) {
          subscriber.write(': open\n\n')
        } else {
          subscriber.end()
        }
      }
    } catch (error) {
      logger.warn({ err: error }, 'live events: sessions were not looked at')
    }
  }

  #everyone() {
    return [...this.#rooms.values()].flatMap((room) => [...room])
  }

  #remove(subscriber: Subscriber) {
    const room = this.#rooms.get(subscriber.organizationId)
    room?.delete(subscriber)
    if (room?.size === 0) {
      this.#rooms.delete(subscriber.organizationId)
    }
  }
}

const whoOf = (listener: Listener) =>
  listener.kind === 'member' ? listener.userId : listener.keyId
const READING = { readOnly: true }
const listenerOf = ({ listener }: Subscriber) => listener
const sessionOf = (listener: Listener) => (listener.kind === 'member' ? listener.sessionId : null)

export const hub = new Hub()
