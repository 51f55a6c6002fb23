import limiter from '@adonisjs/limiter/services/main'
import { proofsOf, type Connection } from '#connections'
import { enqueue, withTenant } from '#foundation'
import { hookOf, type Hook } from '../hook_of.js'
import { assertRoom } from '../intake/assert_room.js'
import type { Arrival, Delivery } from '../intake/arrived.js'
import { findEndpoint } from '../intake/find_endpoint.js'
import { keptOf, noteDelivery, noteRefusal } from '../intake/note_delivery.js'
import { parseBody } from '../intake/parse_body.js'
import {
  comeLater,
  noQuestion,
  pluginAway,
  refused,
  removedSource,
  unknownAddress,
} from '../intake/sentences.js'
import { MOST_PER_MINUTE, MOST_REFUSALS_PER_MINUTE, MOST_STRANGERS_PER_MINUTE } from '../limits.js'
import { PROCESS_QUEUE } from '../process_queue.js'

const MINUTE_SECONDS = 60

export interface Reception {
  token: string
  arrival: Arrival
  /** Reads the body; called once it is known whose it is. */
  readBody: () => Promise<Buffer>
  /** Who is counted for addresses that do not exist. */
  network: string
  /** It came with GET, so it can be a question and nothing else. */
  isQuestion: boolean
  now: Date
}

/** `text` answers a vendor's question; `reply` is JSON. */
export type Answer = { text: string } | { reply: unknown }

const TAKEN = { received: true }

/**
 * Takes one delivery: finds the source, verifies the sender over the body as it arrived, writes the delivery down under its id,
 * and asks for a job. What is answered with a 200 is stored.
 */
export class ReceiveDelivery {
  async execute(reception: Reception): Promise<Answer> {
    const connection = await this.#sourceOf(reception)
    await within(`hook_${connection.id}`, MOST_PER_MINUTE)
    const hook = await withTenant(
      connection.organizationId,
      (tenant) => hookOf(tenant, connection),
      { readOnly: true }
    )
    if (!hook) {
      throw pluginAway()
    }
    return this.#take(connection, hook, reception)
  }

  async #sourceOf({ token, network }: Reception): Promise<Connection> {
    const connection = await findEndpoint(token)
    if (!connection) {
      await within(`hook_stranger_${network}`, MOST_STRANGERS_PER_MINUTE)
      throw unknownAddress()
    }
    if (connection.state === 'removed') {
      throw removedSource()
    }
    return connection
  }

  async #take(connection: Connection, hook: Hook, reception: Reception): Promise<Answer> {
    const { arrival, now } = reception
    const raw = await reception.readBody()
    const parsed = parseBody(raw, arrival.headers['content-type'])
    const delivery: Delivery = { ...arrival, raw, body: parsed.isReadable ? parsed.body : null }
    const text = hook.challengeOf(delivery, connection.settings)
    if (text !== null) {
      return { text }
    }
    if (reception.isQuestion) {
      throw noQuestion()
    }
    const { client, ...proofs } = await proofsOf(connection)
    const verdict = hook.verify(delivery, { ...proofs, client: await client(), now })
    if (!verdict.isGenuine) {
      throw await this.#refuse(connection, { ...verdict, status: 401 }, { raw, now })
    }
    if (!parsed.isReadable) {
      const message = `This delivery cannot be read: ${parsed.reason}. It was not taken. Send JSON or the fields of a form.`
      throw await this.#refuse(
        connection,
        { code: 'E_DELIVERY_UNREADABLE', message, status: 400 },
        { raw, now }
      )
    }
    await this.#store(connection, hook, { delivery, now })
    return { reply: hook.replyTo(delivery, connection.settings) ?? TAKEN }
  }

  async #store(connection: Connection, hook: Hook, { delivery, now }: Received) {
    const { id: connectionId, organizationId, settings } = connection
    const route = hook.routeOf(delivery, settings)
    const waits = route !== null || isUndecided(hook)
    const kept = await keptOf(hook, delivery)
    await withTenant(organizationId, async (tenant) => {
      await assertRoom(tenant, connection)
      const isNew = await noteDelivery(
        tenant,
        {
          ...{ connectionId, ...kept, stream: route?.stream ?? null },
          eventId: `event ${hook.idOf(delivery, settings)}`,
          ...(waits ? WAITING : UNUSED),
        },
        now
      )
      if (isNew && route) {
        await enqueue(
          PROCESS_QUEUE,
          { organizationId, connectionId },
          { within: tenant, singletonKey: connectionId, group: organizationId }
        )
      }
    })
  }

  /** Writes a refusal down, unless so many came that counting them would be the attack. */
  async #refuse(connection: Connection, why: Why, { raw, now }: { raw: Buffer; now: Date }) {
    const { id: connectionId, organizationId } = connection
    await within(`hook_refused_${connectionId}`, MOST_REFUSALS_PER_MINUTE)
    const { code, message: reason } = why
    await withTenant(organizationId, (tenant) =>
      noteRefusal(tenant, { connectionId, code, reason, byteSize: raw.length }, now)
    )
    return refused(code, reason, why.status)
  }
}

interface Why {
  code: string
  message: string
  status: number
}

interface Received {
  delivery: Delivery
  now: Date
}

const WAITING = { outcome: 'waiting', code: null, reason: null } as const
const UNUSED = {
  outcome: 'ignored',
  code: 'E_EVENT_UNUSED',
  reason: 'This source does not use this kind of event.',
} as const

/** Where a person chooses what deliveries mean, they wait for the choice. */
const isUndecided = (hook: Hook) => hook.definition.mapping !== undefined && hook.streams.size === 0

/** Throws where a key was used more often in this minute. */
async function within(key: string, most: number) {
  const limit = limiter.use({ requests: most, duration: MINUTE_SECONDS })
  const isWithin = await limit.attempt(key, () => true)
  if (!isWithin) {
    const left = await limit.get(key)
    throw comeLater(left?.availableIn ?? MINUTE_SECONDS)
  }
}
