import { SDK_VERSION, type ApiConnector, type Page, type Plugin, type Stream } from '#kit'
import { formatted, literalOf } from '../text/literal.js'
import { inferPaging, inferStream } from '#custom_sources'
import { AUTH_WAYS } from '../scaffold/ways.js'
import type { Sample, SampleFile } from './read_samples.js'

export interface Draft {
  manifest: Plugin
  /** What a person has to look at, by stream. */
  doubts: string[]
}

const HOST = 'api.vendor.example'
/** A description may have hundreds of lists; a source reads a handful. */
const MOST_STREAMS = 12

/** A manifest that can be loaded, with one stream per list that the samples hold. Throws a sentence where they hold none. */
export function draftManifest({ kind, samples }: SampleFile): Draft {
  const lists = distinct(samples).flatMap((sample) => {
    const name = nameOf(sample.path)
    const title = titled(name)
    const found = inferStream(sample.body, { title, get: pathOf(sample.path) })
    return found ? [{ name, sample, ...found }] : []
  })
  if (lists.length === 0) {
    throw new Error(`The ${kind} holds no list of records that a stream could read.`)
  }
  const kept = lists.slice(0, MOST_STREAMS)
  const host = kept.find(({ sample }) => sample.host)?.sample.host ?? HOST
  const left = lists.slice(MOST_STREAMS).map(({ name }) => name)
  return {
    manifest: manifestOf(host, kept.map(streamOf)),
    doubts: [
      ...kept.flatMap(({ name, doubts }) => doubts.map((doubt) => `${name}: ${doubt}`)),
      ...(left.length > 0
        ? [`Left out, because a source reads a handful: ${left.join(', ')}.`]
        : []),
    ],
  }
}

/** The draft as the text of a `plugin.ts`. */
export const draftText = (root: string, { manifest }: Draft) =>
  formatted(
    root,
    'plugin.ts',
    `import { definePlugin } from '#kit'\n\nexport default definePlugin(${literalOf(manifest)})\n`
  )

interface Listed {
  name: string
  sample: Sample
  stream: Stream
}

/** Two streams of one connector would count one metric twice, so that the later ones repeat it as detail. */
function streamOf(
  { name, sample, stream }: Listed,
  index: number,
  all: Listed[]
): [string, Stream] {
  const page: Page = inferPaging(sample.body, { parameters: sample.parameters })
  const counted = all.slice(0, index).flatMap((each) => metricsOf(each.stream))
  const repeats = metricsOf(stream).some((metric) => counted.includes(metric))
  const { facts } = stream
  const detail =
    repeats && facts && !Array.isArray(facts)
      ? { facts: { ...facts, feeds: 'detail' as const } }
      : {}
  return [name, { ...stream, page, ...detail }]
}

const metricsOf = ({ facts }: Stream): string[] =>
  [facts ?? []].flat().flatMap(({ metrics }) => Object.keys(metrics))

function distinct(samples: Sample[]): Sample[] {
  const byName = new Map(samples.map((sample) => [nameOf(sample.path), sample]))
  return [...byName.values()]
}

/** `/v1/shops/{shop}/orders` → `orders`; ids in a path are no names. */
function nameOf(path: string): string {
  const words = path
    .split('/')
    .filter((part) => /^[A-Za-z][\w.-]*$/.test(part) && !/^v\d/.test(part))
  return (words.at(-1) ?? 'records')
    .replace(/\.\w+$/, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}

/** What a description calls `{shop}` is the account that is read, until the author says otherwise. */
const pathOf = (path: string) => path.replaceAll(/\{[^}]*\}/g, '{account.id}')

const titled = (name: string) => {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function manifestOf(host: string, streams: [string, Stream][]): Plugin {
  return {
    id: 'vendor/source',
    version: '1.0.0',
    sdk: `^${SDK_VERSION.split('.').slice(0, 2).join('.')}`,
    title: 'Vendor',
    summary: 'What it brings, in one sentence.',
    licence: 'UNLICENSED',
    icon: 'icon.svg',
    scopes: [
      { id: `net:${host}`, why: 'Reads what the source brings.' },
      { id: 'metrics:write', why: 'Adds its numbers to your reports.' },
    ],
    connectors: { source: connectorOf(host, streams) },
  }
}

const UNDECIDED = { vendor: 'vendor', name: 'source', auth: 'apiKey', paging: 'none' } as const

function connectorOf(host: string, streams: [string, Stream][]): ApiConnector {
  const isByAccount = ({ get }: Stream) => get?.includes('{account.id}') ?? false
  const read = streams.map(([name, stream]): [string, Stream] => [
    name,
    isByAccount(stream) ? { ...stream, each: 'account' } : stream,
  ])
  return {
    kind: 'api',
    title: 'Vendor',
    category: 'analytics',
    auth: { key: AUTH_WAYS.apiKey.manifest({ ...UNDECIDED, host }) },
    http: { base: `https://${host}` },
    check: { get: checkPath(streams[0][1].get!) },
    ...(streams.some(([, stream]) => isByAccount(stream)) ? { accounts: ACCOUNTS } : {}),
    streams: Object.fromEntries(read),
  }
}

/** Up to the first part that depends on an account. */
const checkPath = (path: string) => path.split('{')[0].replace(/(?<=.)\/$/, '')

const ACCOUNTS = { get: '/accounts', records: 'accounts', id: 'record.id', name: 'record.name' }
