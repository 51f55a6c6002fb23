import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { generateBusiness } from '#sandbox'
import type { SandboxRequest, VendorSandbox, VendorWire, WireEndpoint, WireRules } from '#kit'
import { sandboxOfWire } from '#sandbox/wire/load_wire'
import { referencePath } from './reference_tables.js'

/** One request that a vendor was asked, and what it answered. */
export interface Exchange {
  file: string
  method: string
  path: string
  request: { params?: Record<string, string>; data?: unknown }
  status: number
  response: unknown
}

export interface WiredPlugin {
  name: string
  exchanges: Exchange[]
  /** Path of a page → why it differs from the recording; `sandbox/reference.json` beside the wire. */
  differs: Record<string, string>
  vendor: VendorSandbox
}

interface Reference {
  /** Folder of the recordings; the plugin's own name unless told. */
  recordings?: string
  /** Beginning of every path, where the recordings leave it out. */
  under?: string
  /** Answers that were kept without what was asked for them, and what the documentation asks. */
  pages?: { file: string; path: string; params: Record<string, string> }[]
  differs?: Record<string, string>
}

const NOW = new Date('2026-11-20T09:00:00Z')
const business = generateBusiness({ now: NOW, months: 2 })

/** Every plugin with a wire whose vendor has recordings. */
export async function wiredPlugins(): Promise<WiredPlugin[]> {
  const root = app.makePath('plugins/connectors')
  const folders = readdirSync(root).filter((name) =>
    existsSync(join(root, name, 'sandbox/wire.ts'))
  )
  const plugins = await Promise.all(
    folders.map(async (name) => {
      const folder = join(root, name, 'sandbox')
      const { default: wire } = await import(join(folder, 'wire.ts'))
      const { recordings, under = '', pages = [], differs = {} } = referenceOf(folder)
      const recorded = exchangesIn(recordings ?? name.replaceAll('_', '-'))
      const theirs = recorded.map((each) => ({ ...each, path: under + each.path }))
      const own = exchangesBelow(join(folder, 'recordings'))
      const exchanges = [...theirs, ...own, ...pages.map(answered)]
      const vendor = sandboxOfWire({ folder, wire: openWire(wire) })
      return { name, exchanges, differs, vendor }
    })
  )
  return plugins.filter(({ exchanges }) => exchanges.length > 0)
}

function answered({ file, path, params }: NonNullable<Reference['pages']>[number]): Exchange {
  const response: unknown = JSON.parse(readFileSync(referencePath('vendors', file), 'utf8'))
  return { file, method: 'GET', path, request: { params }, status: 200, response }
}

function referenceOf(folder: string): Reference {
  const file = join(folder, 'reference.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

const exchangesIn = (vendor: string): Exchange[] =>
  exchangesBelow(referencePath('vendors', vendor, 'recorded_nango'))

/** Also what `plugin:record` wrote beside a wire. */
export function exchangesBelow(folder: string): Exchange[] {
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files.flatMap((file) => {
    const { exchanges = [] } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    return (exchanges as Exchange[])
      .filter(
        ({ status, response }) =>
          status === 200 && response !== null && typeof response === 'object'
      )
      .map((exchange) => ({ ...exchange, file }))
  })
}

const FILTER = /^(is|in|since|after|until|before|through)\(.*\)/

/** Filters by id or time would leave nothing of what the recordings name. */
const anyValue = (rules: WireRules = {}): WireRules =>
  Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, rule.replace(FILTER, 'any')])
  )

const anyRecord = <Source extends { from?: string }>(source: Source): Source => ({
  ...source,
  from: source.from?.replace(/\[.*\]$/, ''),
  where: undefined,
})

/** The wire without a lock, and with any record where the recording names one that the sample does not have. */
function openWire(wire: VendorWire): VendorWire {
  const open = (endpoint: WireEndpoint): WireEndpoint => {
    const fields = Object.entries(endpoint.graphql ?? {})
    const graphql = Object.fromEntries(fields.map(([name, field]) => [name, anyRecord(field)]))
    const query = anyValue(endpoint.query)
    const opened = { ...anyRecord(endpoint), query, headers: undefined, scopes: undefined }
    return endpoint.graphql ? { ...opened, graphql } : opened
  }
  return { ...wire, auth: { kind: 'none' }, headers: {}, endpoints: wire.endpoints.map(open) }
}

/** What the wire answers to a recorded request; nothing where the path is not one that the plugin reads. */
export function answerTo({ vendor }: WiredPlugin, exchange: Exchange) {
  const request: SandboxRequest = {
    method: exchange.method,
    host: vendor.hosts[0] ?? 'vendor.example',
    path: exchange.path.split('?')[0],
    query: new URLSearchParams(exchange.request.params ?? {}),
    headers: {},
    body: exchange.request.data ? JSON.stringify(exchange.request.data) : '',
  }
  if (!vendor.serves!(request)) {
    return undefined
  }
  const reply = vendor.reply(request, {
    now: NOW,
    business,
    grantOf: () => ({ status: 'unknown' }),
    isRevoked: () => false,
  })
  return reply.status === 200 && !isRefusal(reply.body) ? reply : undefined
}

/** GraphQL refuses with status 200. */
const isRefusal = (body: unknown) =>
  body !== null && typeof body === 'object' && 'errors' in body && !('data' in body)

/** Dotted path → kinds of value found there. Empty lists and nulls say nothing about a kind. */
export function kindsIn(value: unknown, path = '', kinds = new Map<string, Set<string>>()) {
  if (Array.isArray(value)) {
    value.forEach((each) => kindsIn(each, `${path}[]`, kinds))
  } else if (value !== null && typeof value === 'object') {
    note(kinds, path, 'object')
    Object.entries(value).forEach(([name, each]) => kindsIn(each, `${path}.${name}`, kinds))
  } else {
    note(kinds, path, value === null ? 'null' : typeof value)
  }
  return kinds
}

function note(kinds: Map<string, Set<string>>, path: string, kind: string) {
  kinds.set(path, (kinds.get(path) ?? new Set()).add(kind))
}
