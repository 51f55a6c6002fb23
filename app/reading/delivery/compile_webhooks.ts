import { createHash } from 'node:crypto'
import type { DeliveredStream, Plugin, Webhooks } from '#kit'
import type { Slot } from '#shared/records'
import { compileBody } from '#shared/expressions/template'
import { slotsOf } from '../map/compile_connector.js'
import { compileStream } from '../map/compile_stream.js'
import { batchOf } from '../map/map_page.js'
import type { CompiledStream, MappedBatch, MappingScope } from '../map/types.js'
import { compileRead, compileRoutes } from './compile_routes.js'
import type {
  DeliveredRecord,
  DeliveredRecords,
  Delivery,
  Proofs,
  Route,
  Verdict,
} from './delivery.js'
import { mapDelivered } from './map_delivered.js'
import { secretPlacesOf, type SecretPlaces } from './secret_places.js'
import { compileVerification, scopeOf } from './verify.js'

type Settings = Record<string, unknown>

/** What a person chose for deliveries that no manifest describes. */
export interface ChosenStream {
  name: string
  stream: DeliveredStream
  slots: Slot[]
  route: Webhooks['routes'][number]
}

/** What arrives for a connector, compiled once: who may send it, and what becomes of it. */
export interface CompiledWebhooks {
  /** What people call the vendor. */
  title: string
  definition: Webhooks
  /** Streams that only arrive. */
  streams: Map<string, CompiledStream>
  /** Where a delivery carries a secret, which is not kept with it. */
  secretPlaces: SecretPlaces
  verify(delivery: Delivery, proofs: Proofs): Verdict
  /** Tells one delivery from another. */
  idOf(delivery: Delivery, settings: Settings): string
  /** The answer to a vendor's question whether we are there; null where it asks none. */
  challengeOf(delivery: Delivery, settings: Settings): string | null
  /** The JSON that a delivery is answered with; null where the vendor wants none. */
  replyTo(delivery: Delivery, settings: Settings): unknown
  /** Where a delivery belongs; null where nowhere. */
  routeOf(delivery: Delivery, settings: Settings): Route | null
  map(delivered: { delivery: Delivery; route: Route; scope: MappingScope }): DeliveredRecords
  batchOf(records: DeliveredRecord[]): MappedBatch
}

export interface WebhookDefinition {
  manifest: Plugin
  title: string
  channel: string | null
  webhooks: Webhooks
  chosen?: ChosenStream
}

/** A challenge is a token: what is longer is something else. */
const LONGEST_CHALLENGE = 1_000
const LONGEST_ID = 200

export function compileWebhooks(of: WebhookDefinition): CompiledWebhooks {
  const { webhooks, title, chosen } = of
  const streams = streamsOf(of)
  const [id, challenge] = [compileRead(webhooks.id), compileRead(webhooks.challenge ?? 'null')]
  const reply = webhooks.reply === undefined ? null : compileBody(webhooks.reply, 'webhook')
  return {
    title,
    definition: webhooks,
    streams,
    secretPlaces: secretPlacesOf(webhooks.verify),
    verify: compileVerification(webhooks.verify),
    idOf: (delivery, settings) => idIn(id(delivery, settings)) ?? digestOf(delivery.raw),
    challengeOf(delivery, settings) {
      const found = textIn(challenge(delivery, settings))
      return found !== null && found.length <= LONGEST_CHALLENGE ? found : null
    },
    replyTo: (delivery, settings) => reply?.(scopeOf(delivery, settings)) ?? null,
    routeOf: compileRoutes(chosen ? [chosen.route] : webhooks.routes),
    map: (delivered) => mapDelivered(streams.get(delivered.route.stream)!, delivered),
    batchOf: (records) => batchOf(records.map(({ mapped }) => mapped)),
  }
}

function streamsOf({ manifest, channel, webhooks, chosen }: WebhookDefinition) {
  const declared = Object.entries(webhooks.streams ?? {}).map(([name, stream]) => ({
    name,
    stream,
    slots: slotsOf(manifest, { records: '$', ...stream }),
  }))
  const all = [...declared, ...(chosen ? [chosen] : [])]
  return new Map(
    all.map(({ name, stream, slots }) => [
      name,
      compileStream({ records: '$', ...stream }, { name, channel, slots }),
    ])
  )
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** PostgreSQL stores no NUL and no half characters. */
function idIn(value: unknown): string | null {
  const text = textIn(value)?.replaceAll('\u0000', '').toWellFormed() ?? ''
  return text === '' ? null : text.length <= LONGEST_ID ? text : digestOf(Buffer.from(text))
}

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
