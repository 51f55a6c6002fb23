import { gzipSync } from 'node:zlib'
import type { SandboxReply, SandboxWorld, WireEndpoint } from '#kit'
import { zipOf } from './archive.js'
import { checkFields, pickFields } from './fields.js'
import { askedColumns } from './asked_columns.js'
import { compileText } from './holes.js'
import { within, type Scope } from './scope.js'
import { describePage, sliceOf, type Listing } from './paging.js'
import type { CompiledPage } from './compiled_page.js'
import type { Asked } from './asked.js'
import { valueAt } from './places.js'
import { WireProblem } from './problem.js'
import { rowsFor, type Row, type RowSource } from './rows.js'

export interface Answering {
  source: RowSource
  page: CompiledPage
  asked: Asked
  scope: Scope
  world: SandboxWorld
  url: URL
}

export interface Filled {
  body: unknown
  /** What the reply's headers may read: the page and what it knows of its list. */
  scope: Scope
}

/** The page of one list, or of one record, filled from the sample business. */
export function fill(scene: Answering): Filled {
  const { source, page, asked } = scene
  checkFields(source, page.row, asked)
  const scope = withColumnNames(scene)
  const rows = rowsFor({ ...scene, scope, template: page.row })
  return source.rows === undefined && page.type === undefined
    ? fillOne({ ...scene, scope }, rows)
    : fillList({ ...scene, scope }, rows)
}

/** A page without a list is about one record: the one that was looked up, or the sum of all. */
function fillOne({ source, page, scope, asked }: Answering, rows: Row[]): Filled {
  if (source.from !== undefined && rows.length === 0 && source.group === undefined) {
    throw new WireProblem('notFound', String(source.from), 'nothing fits the request')
  }
  const seen = within(scope, rows[0] ?? {})
  return { body: pickFields(source, page.render(seen, []), asked), scope: seen }
}

function fillList(scene: Answering, rows: Row[]): Filled {
  const { source, page, asked, scope, world, url } = scene
  const idPath = source.paging && 'id' in source.paging ? source.paging.id : ''
  const listing: Listing = {
    paging: source.paging,
    asked,
    pageSize: page.announces ? world.pageSize : undefined,
    total: rows.length,
    idAt: (position) =>
      String(valueAt(page.renderRow(within(scope, rows[position]))[0][0], idPath)),
  }
  const slice = sliceOf(listing)
  const around = within(scope, { page: describePage(slice, listing, url) })
  const shown = rows.slice(slice.start, slice.start + slice.size)
  const rendered = shown.map((row) => page.renderRow(within(around, row)))
  const lists = (source.rows ?? '$')
    .split(',')
    .map((_, index) =>
      rendered.flatMap((each) => each[index] ?? []).map((row) => pickFields(source, row, asked))
    )
  return { body: page.render(around, lists), scope: around }
}

/** The names of the requested columns, for the head of a page. */
function withColumnNames({ source, asked, scope }: Answering): Scope {
  return within(scope, askedColumns(source, asked))
}

/** The reply around a body: status, headers with holes, compression. */
export function replyWith(
  { body, scope }: Filled,
  endpoint: WireEndpoint,
  { page, headers }: { page: CompiledPage; headers: Record<string, string> }
): SandboxReply {
  const type: Record<string, string> = page.type ? { 'content-type': page.type } : {}
  const own = renderHeaders({ ...headers, ...endpoint.replyHeaders }, scope)
  const reply = { status: endpoint.status ?? 200, headers: { ...type, ...own }, body }
  return endpoint.compression ? compressed(reply, endpoint.compression) : reply
}

/** A header with a hole that has nothing to say is not sent. */
export function renderHeaders(
  headers: Record<string, string>,
  scope: Scope
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) => {
      const holes = [...text.matchAll(/\{\{.+?\}\}/g)].map(([hole]) => compileText(hole)(scope))
      const isEmpty = holes.some((value) => value === null || value === undefined)
      return isEmpty ? [] : [[name.toLowerCase(), String(compileText(text)(scope))]]
    })
  )
}

/** Files that are offered compressed; not the transport's own encoding, which callers undo unasked. */
function compressed(reply: SandboxReply, kind: 'gzip' | 'zip'): SandboxReply {
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
  const isText = typeof reply.body === 'string'
  return {
    ...reply,
    headers: { ...reply.headers, 'content-type': `application/${kind}` },
    body:
      kind === 'gzip'
        ? gzipSync(Buffer.from(text))
        : zipOf(isText ? 'report.csv' : 'report.json', Buffer.from(text)),
  }
}
