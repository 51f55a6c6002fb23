import type { SandboxPaging, SandboxReply, SandboxRequest } from '#kit'
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
  lying_more: (page, scene) => ({
    ...withRows(page, scene, () => []),
    ...wayOn(scene.paging, `lie-${scene.sequence}`),
  }),
  short_page: (page, scene) => ({
    ...withRows(page, scene, (rows) => rows.slice(0, Math.ceil(rows.length / 2))),
    ...wayOn(scene.paging, undefined),
  }),
  empty_page: (page, scene) => ({
    ...withRows(page, scene, () => []),
    ...wayOn(scene.paging, undefined),
  }),
  duplicate_page: (page, scene) =>
    withRows(page, scene, (rows) => [...rowsOf(scene.previous?.body, scene.paging), ...rows]),
  repeated_token: (page, scene) => repeatToken(page, scene),
  endless_pages: (_, scene) => {
    const first = scene.ask(withoutMarker(scene.request, scene.paging))
    return { ...(first.body as Page), ...wayOn(scene.paging, `endless-${scene.sequence}`) }
  },
}

/** The same answer with the fault in its page; nothing where this kind concerns no page. */
export function spoilPage(scene: PageFault): SandboxReply | undefined {
  const effect = EFFECTS[scene.fault.kind]
  if (!effect) {
    return undefined
  }
  // A made-up token of an earlier fault is refused by the vendor; the fault is what is wanted here.
  const honest = scene.reply.status === 200 ? (scene.reply.body as Page) : {}
  return { status: 200, headers: scene.reply.headers, body: effect(honest, scene) }
}

function rowsOf(body: unknown, paging: SandboxPaging): Rows {
  const rows = (body as Page | undefined)?.[paging.records]
  return Array.isArray(rows) ? (rows as Rows) : []
}

function withRows(page: Page, { paging }: PageFault, edit: (rows: Rows) => Rows): Page {
  return { ...page, [paging.records]: edit(rowsOf(page, paging)) }
}

const MORE_THAN_ANY_LIST = 1_000_000

/** The fields that say there is more, or that there is none. */
function wayOn({ next, more, count }: SandboxPaging, token: string | undefined): Page {
  return {
    ...(next ? { [next]: token } : {}),
    ...(more ? { [more]: token !== undefined } : {}),
    ...(count ? { [count]: token === undefined ? 0 : MORE_THAN_ANY_LIST } : {}),
  }
}

/** Sends the caller back to where it has just come from. */
function repeatToken(page: Page, scene: PageFault): Page {
  const { paging, request, previous } = scene
  if (!paging.next) {
    return { ...((previous?.body as Page | undefined) ?? page), ...wayOn(paging, 'again') }
  }
  return { ...page, ...wayOn(paging, markerOf(request, paging) ?? `again-${scene.sequence}`) }
}

function markerOf({ query, body }: SandboxRequest, { marker }: SandboxPaging): string | undefined {
  if (marker.in === 'query') {
    return query.get(marker.name) ?? undefined
  }
  const parsed: Page = body ? JSON.parse(body) : {}
  return parsed[marker.name] as string | undefined
}

function withoutMarker(request: SandboxRequest, { marker }: SandboxPaging): SandboxRequest {
  const query = new URLSearchParams(request.query)
  query.delete(marker.name)
  if (marker.in === 'query' || !request.body) {
    return { ...request, query }
  }
  const body: Page = JSON.parse(request.body)
  delete body[marker.name]
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
