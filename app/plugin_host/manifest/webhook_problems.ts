import { BlockList, isIP } from 'node:net'
import {
  factsOf,
  type ApiConnector,
  type DeliveredStream,
  type Plugin,
  type Stream,
  type WebhookConnector,
  type Webhooks,
} from '#kit'
import { compileTemplate } from '#shared/expressions/template'
import { traitsOf } from '../kinds/traits_of.js'
import { metricOf } from './metric_of.js'
import type { Problems } from './problems.js'
import { isAnnounced } from './stream_problems.js'

/** Whether what arrives can be verified, and belongs somewhere. */
export function checkWebhooks(
  manifest: Plugin,
  connector: ApiConnector | WebhookConnector,
  problems: Problems
) {
  const { webhooks } = connector
  if (!webhooks) {
    return
  }
  const { streams } = traitsOf(connector)
  const polled = Object.keys(streams)
  checkVerification(webhooks, problems)
  checkRoutes(webhooks, streams, problems)
  checkSource(connector, webhooks, problems)
  for (const [name, stream] of Object.entries(webhooks.streams ?? {})) {
    checkStream(manifest, { name, stream, isTaken: polled.includes(name) }, problems)
  }
}

function checkVerification({ verify }: Webhooks, problems: Problems) {
  for (const way of [verify].flat()) {
    if (way.kind === 'hmac' && way.over !== undefined) {
      const { over } = way
      problems.attempt('webhooks.verify.over', () =>
        over.split('{body}').forEach((text) => compileTemplate(text, 'webhook'))
      )
    }
    if (way.kind === 'address') {
      problems.attempt('webhooks.verify.senders', () => way.senders?.forEach(assertNetwork))
    }
  }
}

function assertNetwork(network: string) {
  const [address, prefix] = network.split('/')
  const version = isIP(address)
  if (version === 0) {
    throw new SyntaxError(`'${network}' is no address or network`)
  }
  const bits = version === 6 ? 128 : 32
  new BlockList().addSubnet(address, Number(prefix ?? bits), version === 6 ? 'ipv6' : 'ipv4')
}

/**
 * A stream that is read from the vendor as well takes no records from a delivery: what was read a moment ago may be newer,
 * and only the vendor knows.
 */
function checkRoutes(webhooks: Webhooks, read: Record<string, Stream>, problems: Problems) {
  const polled = Object.keys(read)
  for (const [index, route] of webhooks.routes.entries()) {
    const problem = routeProblem(webhooks, polled, route) ?? announcedProblem(read, route)
    if (problem) {
      problems.add(`webhooks.routes.${index}${problem}`)
    }
  }
  checkChosen(webhooks, problems)
}

function routeProblem(
  { streams = {}, verify }: Webhooks,
  polled: string[],
  { stream, records }: Webhooks['routes'][number]
): string | undefined {
  if (Object.hasOwn(streams, stream)) {
    return records === undefined
      ? `.records is missing: ${stream} only arrives, so its records are in the delivery`
      : unsignedProblem(verify)
  }
  if (!polled.includes(stream)) {
    return ` names the unknown stream '${stream}'`
  }
  return records === undefined
    ? undefined
    : `.records: ${stream} is read from the vendor, so a delivery only says that it has news`
}

const announcedProblem = (
  read: Record<string, Stream>,
  { stream, announces }: Webhooks['routes'][number]
) =>
  announces && !isAnnounced(read[stream])
    ? `.announces: the parents of ${stream} are not \`announced\`, so nothing reads it`
    : undefined

const unsignedProblem = (verify: Webhooks['verify']) =>
  [verify].flat().some(({ kind }) => kind === 'refetch')
    ? ".records takes what is not signed; verify is 'refetch'"
    : undefined

function checkChosen({ mapping, routes, streams = {} }: Webhooks, problems: Problems) {
  const isDeclared = routes.length > 0 || Object.keys(streams).length > 0
  if (mapping && isDeclared) {
    problems.add('webhooks.mapping leaves routes and streams to the person, and there are some')
  }
  if (!mapping && routes.length === 0) {
    problems.add('webhooks.routes is empty, so nothing that arrives is used')
  }
}

function checkSource(
  connector: ApiConnector | WebhookConnector,
  { register, verify, secret }: Webhooks,
  problems: Problems
) {
  if (register && connector.kind !== 'api') {
    problems.add('webhooks.register calls the vendor, and this connector makes no calls')
  }
  const asksSecret = JSON.stringify(verify).includes('credentials.webhookSecret')
  if (asksSecret && !secret) {
    problems.add('webhooks.secret is missing: verify asks for credentials.webhookSecret')
  }
}

interface NamedStream {
  name: string
  stream: DeliveredStream
  isTaken: boolean
}

function checkStream(manifest: Plugin, { name, stream, isTaken }: NamedStream, problems: Problems) {
  const place = `webhooks.streams.${name}`
  if (isTaken) {
    problems.add(`${place} has the name of a stream that is read from the vendor`)
  }
  for (const { metrics, mode, date } of factsOf(stream)) {
    for (const metric of Object.keys(metrics)) {
      if (!metricOf(manifest, metric)) {
        problems.add(`${place}.facts.metrics.${metric} is no metric of the catalogue`)
      }
    }
    if (mode !== 'snapshot' && date === undefined) {
      problems.add(`${place}.facts.date is missing; only a snapshot is dated by the day it arrives`)
    }
  }
}
