import { SDK_VERSION, type ApiConnector, type Plugin, type Stream } from '#kit'
import type { DesignStream, SourceDesign } from '../design.js'
import { AUTH, authOf } from './auth_of.js'
import { callOf } from './call_of.js'
import { placeOf, plain } from './expressions.js'
import { factsOf, ownMetricsOf, type StreamPlace } from './facts_of.js'

/** Name of the one connector. */
export const CONNECTOR = 'source'

/** Published again with each change, so that the number is given then. */
const UNPUBLISHED = '1.0.0'

/** The manifest of a described source. Throws the sentence where the description is not complete. */
export function manifestOf(design: SourceDesign, place: StreamPlace): Plugin {
  const { title, host, streams } = design
  return {
    ...skeleton(design, place),
    metrics: Object.assign({}, ...streams.map(ownMetricsOf)),
    connectors: {
      [CONNECTOR]: connectorOf(
        design,
        streams.map((stream) => [stream.name, streamOf(stream, place)])
      ),
    },
    summary: `${title} from ${host}, described by your organization.`,
  }
}

/** The same for one call whose answer nobody has looked at yet: only the call itself counts. */
export function manifestToTry(
  design: SourceDesign,
  stream: DesignStream,
  place: StreamPlace
): Plugin {
  const unread: Stream = { ...callOf(stream), page: stream.page, records: '$', key: '$' }
  return {
    ...skeleton(design, place),
    connectors: { [CONNECTOR]: connectorOf(design, [[stream.name, unread]]) },
  }
}

function skeleton({ title, host, auth }: SourceDesign, { pluginId }: StreamPlace) {
  const hosts = new Set([host, ...(auth.kind === 'client' ? [new URL(auth.token).host] : [])])
  return {
    id: pluginId as Plugin['id'],
    version: UNPUBLISHED,
    sdk: `^${SDK_VERSION.split('.').slice(0, 2).join('.')}`,
    title,
    summary: title,
    licence: 'UNLICENSED',
    scopes: [
      ...[...hosts].map((each) => ({ id: `net:${each}`, why: `Reads ${title}.` })),
      { id: 'metrics:write', why: 'Adds its numbers to your reports.' },
    ],
  }
}

function connectorOf(
  { title, host, auth, headers }: SourceDesign,
  streams: [string, Stream][]
): ApiConnector {
  const { records, key, facts, page, cursor, title: label, ...check } = streams[0][1]
  return {
    kind: 'api',
    title,
    category: 'operations',
    auth: { [AUTH]: authOf(auth) },
    http: {
      base: `https://${host}`,
      ...(headers.length > 0
        ? { headers: Object.fromEntries(headers.map(({ name, value }) => [name, plain(value)])) }
        : {}),
      limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
    },
    check,
    streams: Object.fromEntries(streams),
  }
}

function streamOf(stream: DesignStream, place: StreamPlace): Stream {
  const { title, page, records, fields, window } = stream
  const date = fields.find(({ use }) => use === 'date')
  const keys = fields.filter(({ use }) => use === 'key').map(({ path }) => path)
  return {
    title,
    ...callOf(stream),
    page,
    records: placeOf(records),
    key: keys.length === 1 ? keys[0] : keys,
    ...(window && date
      ? { cursor: { field: date.path, step: 'P30D', lookback: 'P7D', earliest: 'P365D' } }
      : {}),
    facts: factsOf(stream, place),
  }
}
