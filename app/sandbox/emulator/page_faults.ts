import type { SandboxPaging, SandboxReply, SandboxRequest } from '#kit'
import { valueAt, withValueAt } from '../wire/places.js'
import type { Fault, FaultKind } from './faults.js'

type Page = Record<string, unknown>
type Rows = Record<string, unknown>[]

export interface PageFault {
  fault: Fault
  request: SandboxRequest
  paging: SandboxPaging
  reply: SandboxReply
  /** The honest answer to the request before this one on the same path. */
  previous?: SandboxReply
  /** Asks the vendor again, for faults that serve another page than the one asked for. */
  ask: (request: SandboxRequest) => SandboxReply
  /** Differs at each use. */
  sequence: number
}

type Effect = (page: Page, scene: PageFault) => Page

const EFFECTS: Partial<Record<FaultKind, Effect>> = {
  wrong_types: (page, scene) =>
    withRows(page, scene, (rows) => rows.map((row) => spoil(row, scene.fault.field))),
  drift: (page, scene) =>
    withRows(page, scene, (rows) => rows.map((row) => drop(row, scene.fault.field))),
  reordered_page: (page, scene) => withRows(page, scene, (rows) => [...rows].reverse()),
  lying_more: (page, scene) =>
    wayOn(
      withRows(page, scene, () => []),
      scene,
      `lie-${scene.sequence}`
    ),
  short_page: (page, scene) =>
    wayOn(
      withRows(page, scene, (rows) => rows.slice(0, Math.ceil(rows.length / 2))),
      scene,
      undefined
    ),
  empty_page: (page, scene) =>
    wayOn(
      withRows(page, scene, () => []),
      scene,
      undefined
    ),
  duplicate_page: (page, scene) =>
    withRows(page, scene, (rows) => [...rowsOf(scene.previous?.body, scene.paging), ...rows]),
  repeated_token: (page, scene) => repeatToken(page, scene),
  endless_pages: (_, scene) => {
    const first = scene.ask(withoutMarker(scene.request, scene.paging))
    return wayOn(first.body as Page, scene, `endless-${scene.sequence}`)
  },
}

/** The same answer with the fault in its page; nothing where this kind concerns no page. */
export function spoilPage(scene: PageFault): SandboxReply | undefined {
  const effect = EFFECTS[scene.fault.kind]
  if (!effect) {
    return undefined
  }
  if (isNoPage(scene.reply.body)) {
    return scene.reply
  }
  // A made-up token of an earlier fault is refused by the vendor; the fault is what is wanted here.
  const honest = [scene.reply, scene.previous].find((reply) => reply?.status === 200)
  const body = effect((honest?.body ?? {}) as Page, scene)
  return { status: 200, headers: headersFor(scene), body }
}

/** Files that are downloaded have no pages to go wrong. */
const isNoPage = (body: unknown): boolean => typeof body === 'string' || Buffer.isBuffer(body)

/** Vendors that name the next address or the number of pages in a header lie there. */
function headersFor(scene: PageFault) {
  const { reply, paging, fault } = scene
  const isToldInHeader = WAYS_ON.has(fault.kind) || fault.kind === 'repeated_token'
  if (paging.countHeader && isToldInHeader) {
    const count = ENDS.has(fault.kind) ? 0 : MORE_THAN_ANY_LIST
    return { ...reply.headers, [paging.countHeader]: String(count) }
  }
  return paging.linkHeader && WAYS_ON.has(fault.kind) ? withLink(scene) : reply.headers
}

function withLink({ reply, paging, fault, request, sequence }: PageFault) {
  const { link, ...others } = reply.headers ?? {}
  const token = `${fault.kind}-${sequence}`
  return ENDS.has(fault.kind)
    ? others
    : { ...others, link: `<${addressWith(request, paging, token)}>; rel="next"` }
}

const ENDS = new Set<FaultKind>(['short_page', 'empty_page'])
const WAYS_ON = new Set<FaultKind>(['lying_more', 'endless_pages', 'short_page', 'empty_page'])

function addressWith(
  { host, path, query }: SandboxRequest,
  { marker }: SandboxPaging,
  token: string
) {
  const url = new URL(`https://${host}${path}`)
  url.search = query.toString()
  url.searchParams.set(marker.name, token)
  return url.href
}

function rowsOf(body: unknown, paging: SandboxPaging): Rows {
  const rows = valueAt(body, paging.records)
  return Array.isArray(rows) ? (rows as Rows) : []
}

function withRows(page: Page, { paging }: PageFault, edit: (rows: Rows) => Rows): Page {
  // An object where the whole answer should be a list is no page: its vendor answers by names.
  if (paging.records === '$' && !Array.isArray(page)) {
    return page
  }
  return withValueAt(page, paging.records, edit(rowsOf(page, paging))) as Page
}

const MORE_THAN_ANY_LIST = 1_000_000

/** The fields that say there is more, or that there is none. */
function wayOn(page: Page, { paging, request }: PageFault, token: string | undefined): Page {
  const { next, more, last, count, nextIsUrl } = paging
  const written = nextIsUrl && token !== undefined ? addressWith(request, paging, token) : token
  const said: [string | undefined, unknown][] = [
    [next, written],
    [more, token !== undefined],
    [last, token === undefined],
    [count, token === undefined ? 0 : MORE_THAN_ANY_LIST],
  ]
  return said.reduce<Page>(
    (told, [path, value]) => (path ? (withValueAt(told, path, value) as Page) : told),
    page
  )
}

/** Sends the caller back to where it has just come from. */
function repeatToken(page: Page, scene: PageFault): Page {
  const { paging, request, previous, sequence } = scene
  return paging.next
    ? wayOn(page, scene, markerOf(request, paging) ?? `again-${sequence}`)
    : wayOn((previous?.body as Page | undefined) ?? page, scene, 'again')
}

function markerOf({ query, body }: SandboxRequest, { marker }: SandboxPaging): string | undefined {
  if (marker.in === 'query') {
    return query.get(marker.name) ?? undefined
  }
  const asked = valueAt(body ? JSON.parse(body) : {}, marker.name)
  return typeof asked === 'string' || typeof asked === 'number' ? String(asked) : undefined
}

function withoutMarker(request: SandboxRequest, { marker }: SandboxPaging): SandboxRequest {
  const query = new URLSearchParams(request.query)
  query.delete(marker.name)
  if (marker.in === 'query' || !request.body) {
    return { ...request, query }
  }
  const body = withValueAt(JSON.parse(request.body), marker.name, undefined)
  return { ...request, query, body: JSON.stringify(body) }
}

/** A copy without the field at the dotted path. */
function drop(row: Page, path?: string): Page {
  return change(row, path?.split('.') ?? [], () => undefined)
}

/** A copy with a value of another type at the dotted path; at every top-level number without one. */
function spoil(row: Page, path?: string): Page {
  if (path) {
    return change(row, path.split('.'), () => ({ unexpected: 'not a value of this type' }))
  }
  const isNumeric = (value: unknown) => typeof value === 'number'
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isNumeric(value) ? 'NaN' : value])
  )
}

function change(row: Page, [name, ...rest]: string[], to: () => unknown): Page {
  if (name === undefined || row[name] === undefined) {
    return row
  }
  const value = rest.length > 0 ? change(row[name] as Page, rest, to) : to()
  return { ...row, [name]: value }
}
