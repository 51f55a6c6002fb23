import { dirname, join } from 'node:path'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { factsOf, type FactMapping, type SampleRow, type VendorWire } from '#kit'
import { ledgerOf, type Ledger } from '../../business/ledger.js'
import { folderOf, wireFileOf } from '../../emulator/vendors.js'
import { compileEndpoints, findRoute, type CompiledEndpoint } from '../../wire/endpoints.js'
import { compileHole } from '../../wire/holes.js'
import { valueAt } from '../../wire/places.js'
import type { StreamRead } from '#reading'
import type { Rig } from '../rig.js'
import { windowOf } from '../reading.js'
import { termsOf, type Term } from './terms.js'

/** What the sample business says about one metric of a stream, or why it cannot be asked. */
export type MetricLedger = { metric: string } & (
  { ledger: Ledger; sumOf: (sums: Record<string, number>) => number } | { reason: string }
)

/** The endpoints of the plugin's wire; nothing where its stand-in is written as code. */
export async function endpointsOf({
  manifest,
  root,
}: Rig): Promise<CompiledEndpoint[] | undefined> {
  const folder = await folderOf(manifest.id, root)
  const file = folder && wireFileOf(folder)
  if (!file) {
    return undefined
  }
  const { default: wire }: { default: VendorWire } = await import(pathToFileURL(file).href)
  return compileEndpoints(wire, (page) => {
    const text = readFileSync(join(dirname(file), page), 'utf8')
    return page.endsWith('.json') ? JSON.parse(text) : text
  })
}

/** Each metric of the stream with the sums of the series that its wire tells from, by day and currency. */
export function ledgersOf(
  rig: Rig,
  { read, endpoints }: { read: StreamRead; endpoints: CompiledEndpoint[] }
): MetricLedger[] {
  const endpoint = endpointOf(rig, { read, endpoints })
  return factsOf(read.stream.definition).flatMap((facts) =>
    Object.entries(facts.metrics).map(([metric, expression]) => {
      const found = endpoint && sourceOf(endpoint, facts, expression)
      return found
        ? { metric, ...ledgerFor(rig, endpoint, found) }
        : { metric, reason: `\`${expression}\` is no sum of fields that the wire tells of` }
    })
  )
}

/** The endpoint that the stream's call reaches. */
function endpointOf(
  { connector, sample, now }: Rig,
  { read, endpoints }: { read: StreamRead; endpoints: CompiledEndpoint[] }
): CompiledEndpoint | undefined {
  const { from, to } = windowOf({ now })
  const window = { from, to, fromUnix: 0, toUnix: 0, fromIso: from, toIso: to }
  const call = connector.calls.lists.get(read.stream.name)!
  const scope = { account: read.account, parent: {}, settings: sample.settings ?? {}, window }
  try {
    const { method, url, query, headers, content } = call.prepare({
      ...scope,
      credentials: {},
      client: {},
      token: {},
      report: null,
    })
    const { host, pathname, searchParams } = new URL(url)
    const body = content?.as === 'json' ? JSON.stringify(content.value) : ''
    return findRoute(endpoints, {
      method,
      host,
      path: pathname,
      query: new URLSearchParams([...searchParams, ...query]),
      headers,
      body,
    }).endpoint
  } catch {
    return undefined
  }
}

interface Source {
  by: string
  terms: { field: string; sign: Term['sign'] }[]
}

/** The fields of the series behind the fields of the record. */
function sourceOf(
  { page, definition }: CompiledEndpoint,
  facts: FactMapping,
  expression: string
): Source | undefined {
  const by = dayField(page.row, facts)
  const terms = termsOf(expression)?.map(({ path, sign }) => ({
    field: fieldBehind(page.row, path),
    sign,
  }))
  const isTold = terms?.every((term): term is Source['terms'][number] => term.field !== undefined)
  const isOneSeries = definition.from !== undefined && !definition.from.includes('+')
  return isOneSeries && by && isTold && !facts.when ? { by, terms } : undefined
}

function dayField(row: unknown, { date = '' }: FactMapping): string | undefined {
  const path = /record((?:\.\w+)+)/.exec(date)?.[1].slice(1)
  return path && fieldBehind(row, path)
}

/** `{{spend|decimal}}` stands for the field `spend`; a constant, or several fields, add up to nothing that the business knows. */
function fieldBehind(row: unknown, path: string): string | undefined {
  const text = valueAt(row, path)
  return typeof text === 'string' && !/\|\s*(plus|minus):/.test(text)
    ? /^\{\{\s*(\w+)\s*(?:\|[^{}]*)?\}\}$/.exec(text)?.[1]
    : undefined
}

function ledgerFor(
  { emulator, now }: Rig,
  { definition }: CompiledEndpoint,
  { by, terms }: Source
) {
  const isTold = constantsOf(definition.where)
  const ledger = ledgerOf(emulator.emulator.business, now, {
    series: /^\w+/.exec(definition.from!)![0],
    sums: terms.map(({ field }) => field),
    by,
    where: isTold,
  })
  const sumOf = (sums: Record<string, number>) =>
    terms.reduce((sum, { field, sign }) => sum + sign * (sums[field] ?? 0), 0)
  return { ledger, sumOf }
}

/** A condition that names the request tells one account from another, and all of them are read. */
function constantsOf(where: Record<string, unknown> = {}) {
  const constants = Object.entries(where)
    .filter(([, value]) => !(typeof value === 'string' && value.includes('{{')))
    .map(([hole, value]) => ({ read: compileHole(hole), wanted: String(value) }))
  return (row: SampleRow) => constants.every(({ read, wanted }) => String(read(row)) === wanted)
}
