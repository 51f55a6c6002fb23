import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Duration } from 'luxon'
import type { ApiConnector, Auth, Connector, Stream } from '#kit'
import { table } from '../text/table.js'
import { linesOf } from './examine_plugin.js'
import type { AuthoredPlugin } from '../plugins/authored_plugins.js'

/** Where the page is kept, below the root of the project. */
export const SOURCES_PAGE = 'docs/sources.md'

const HEAD = [
  'Source',
  'Plugin',
  'Category',
  'Access',
  'Streams',
  'Metrics',
  'History',
  'Totals',
  'Emulator',
  'Lines',
]

const INTRODUCTION = `# Sources

Every source that comes with Quarterdeck, written from the plugins by \`node ace plugin:doctor --write-page\`. What its numbers mean, how to get access and what limits
apply stands in the README of each plugin.

- **History**: how far back a first sync goes, and how much each sync reads again because the vendor still changes it.
- **Totals**: streams that are compared with the vendor's own totals.
- **Emulator**: what stands in for the vendor in the sandbox and in tests: a wire (data) or code.
- **Lines**: of the manifest, the wire and the hooks. What is weaker than a vendor's own pages stands in the README of the plugin under Limits.
`

/** The table of all sources as a Markdown page, by title. */
export function sourcesPage(root: string, plugins: AuthoredPlugin[]): string {
  const rows = plugins
    .flatMap((plugin) =>
      Object.values(plugin.manifest?.connectors ?? {}).map((connector) =>
        rowOf(root, plugin, connector)
      )
    )
    .sort(([one], [other]) => one.localeCompare(other))
  return `${INTRODUCTION}\n${table([HEAD, ...rows])}\n`
}

function rowOf(root: string, { id, folder }: AuthoredPlugin, connector: Connector): string[] {
  const title = typeof connector.title === 'string' ? connector.title : connector.title.i18n
  const own = [title, `\`${id}\``, connector.category]
  const { manifest, wire, hooks } = linesOf(join(root, folder))
  const files = [emulatorOf(join(root, folder)), `${manifest} / ${wire} / ${hooks}`]
  return connector.kind === 'api'
    ? [...own, ...figuresOf(connector), ...files]
    : [...own, BROUGHT[connector.kind], ...arrivingIn(connector), '–', '–', ...files]
}

/** Streams and metrics of what is sent. */
function arrivingIn(connector: Connector): string[] {
  const streams =
    connector.kind === 'webhook' ? Object.values(connector.webhooks.streams ?? {}) : []
  const metrics = new Set(streams.flatMap((stream) => metricsOf(stream)))
  return streams.length === 0 ? ['–', '–'] : [String(streams.length), String(metrics.size)]
}

const BROUGHT: Record<Exclude<Connector['kind'], 'api'>, string> = {
  file: 'files',
  webhook: 'webhook',
  database: 'user',
}

function figuresOf({ auth, streams }: ApiConnector): string[] {
  const all = Object.values(streams)
  const metrics = new Set(all.flatMap((stream) => metricsOf(stream)))
  const ways = Object.values(auth).map(({ kind }) => WAYS[kind])
  const totals = all.filter((stream) => stream.totals).length
  return [
    [...new Set(ways)].join(', '),
    String(all.length),
    String(metrics.size),
    historyOf(all),
    totals === 0 ? '–' : String(totals),
  ]
}

const metricsOf = ({ facts = [] }: Pick<Stream, 'facts'>) =>
  [facts].flat().flatMap(({ metrics }) => Object.keys(metrics))

const WAYS: Record<Auth['kind'], string> = {
  oauth2: 'consent',
  apiKey: 'key',
  basic: 'key',
  clientCredentials: 'client',
  jwtBearer: 'service account',
  none: 'open',
}

function historyOf(streams: Stream[]): string {
  const longest = (of: 'earliest' | 'lookback') =>
    Math.max(0, ...streams.map(({ cursor }) => daysIn(cursor?.[of])))
  const [back, again] = [longest('earliest'), longest('lookback')]
  return back === 0 ? 'all' : `${back} days${again === 0 ? '' : `, ${again} again`}`
}

const daysIn = (duration: string | undefined) =>
  duration ? Math.round(Duration.fromISO(duration).as('days')) : 0

function emulatorOf(folder: string): string {
  const has = (name: string) => existsSync(join(folder, 'sandbox', name))
  if (has('wire.ts')) {
    return 'wire'
  }
  return has('emulator.ts') ? 'code' : '–'
}
