import type { Auth } from './auth.js'
import type { Call, Http, Page, Stream } from './stream.js'
import type { Cel, ObjectSchema, Path, Range, Scope, Text } from './text.js'

export type Category =
  | 'ads'
  | 'social'
  | 'analytics'
  | 'email'
  | 'crm'
  | 'commerce'
  | 'payments'
  | 'accounting'
  | 'operations'
  | 'seo'
  | 'files'

export type MetricUnit = 'count' | 'currency' | 'percent' | 'seconds' | 'bytes' | 'score'

interface MetricText {
  label: Text
  help?: Text
  unit: MetricUnit
  better?: 'up' | 'down'
  /** Canonical metric with the same meaning. */
  same?: string
}

/** A metric that a plugin adds to the catalogue, under `vendor/plugin:name`. */
export type PluginMetric = MetricText &
  (
    | { aggregation: 'sum'; scale?: 'major' | 'minor' | 'micros' }
    | { aggregation: 'last' }
    | { aggregation: 'none' }
    | { aggregation: 'ratio'; numerator: string; denominator: string; times?: number }
  )

/** Where the vendor's accounts (ad accounts, pages, properties) are listed. */
export interface Accounts extends Call {
  /** A first call whose records each make the main call once, seen there and here as `parent`. */
  parents?: Call & { records: Path; page?: Page; fields: Record<string, Cel> }
  page?: Page
  records: Path
  /** Expressions see `record`, `parent` and `settings`. The first account of an id wins. */
  id: Cel
  name: Cel
  currency?: Cel
  timeZone?: Cel
  attributes?: Record<string, Cel>
  /** Skip, for example, manager accounts that hold no numbers. */
  when?: Cel
}

/** A source that is called over HTTP. */
export interface ApiConnector {
  kind: 'api'
  title: Text
  category: Category
  /** Value of the `channel` dimension of its facts. */
  channel?: string
  auth: Record<string, Auth>
  settings?: ObjectSchema
  http: Http
  /** A cheap authenticated call that proves the credentials. */
  check: Call
  accounts?: Accounts
  streams: Record<string, Stream>
}

export type FileFormat = 'csv' | 'xlsx' | 'json' | 'ndjson'

/** A source that people hand over as files; the core parses, this declares what it accepts. */
export interface FileConnector {
  kind: 'file'
  title: Text
  category: Category
  channel?: string
  settings?: ObjectSchema
  accepts: { formats: FileFormat[]; compressions: 'gzip'[]; maxBytes: number; maxColumns: number }
}

export type Connector = ApiConnector | FileConnector

/** One versioned module. Everything in it survives `JSON.stringify`. */
export interface Plugin {
  id: `${string}/${string}`
  version: string
  /** Range of the contract version it was written for. */
  sdk: Range
  title: Text
  summary: Text
  licence: string
  publisher?: string
  icon?: string
  links?: { documentation?: string; support?: string; privacy?: string }
  /** What `{ i18n }` means, by key: `import texts from './lang/en.json' with { type: 'json' }`. A key without text is refused. */
  texts?: Record<string, string>
  scopes: Scope[]
  settings?: ObjectSchema
  metrics?: Record<string, PluginMetric>
  connectors?: Record<string, Connector>
}

/** The contract's own version; a plugin's `sdk` range is held against it. */
export const SDK_VERSION = '1.0.0'

/** Declares a plugin. Returns the manifest unchanged, with its literal type. */
export const definePlugin = <const Manifest extends Plugin>(manifest: Manifest): Manifest =>
  manifest
