import type { WirePaging } from '#kit'
import { askedAt, type Asked } from './asked.js'
import { WireProblem } from './problem.js'

/** Which rows of the list the request wants. */
export interface Slice {
  start: number
  size: number
}

/** What the holes of a page may say about it. */
export interface PageScope {
  next: number | string | null
  nextUrl: string | null
  selfUrl: string
  more: boolean
  total: number
  /** Number of pages. */
  count: number
  number: number
  size: number
  offset: number
  length: number
}

export interface Listing {
  paging?: WirePaging
  asked: Asked
  /** Replaces the page size in tests, where the vendor announces further pages. */
  pageSize?: number
  total: number
  /** The id of the row at the position, for lists that go on after the last id. */
  idAt: (position: number) => string
}

const NO_PAGES = 1_000_000

export function sliceOf(listing: Listing): Slice {
  const { paging, asked, pageSize } = listing
  if (!paging) {
    return { start: 0, size: NO_PAGES }
  }
  const told = paging.size ? askedAt(asked, paging.size) : undefined
  const size = Math.min(Number(told ?? paging.defaultSize ?? 100), pageSize ?? Infinity)
  return { start: startOf(paging, size, listing), size }
}

const STARTS: Record<WirePaging['by'], (marker: string, scene: Start) => number> = {
  offset: (marker, { first = 0 }) => Number(marker) - first,
  page: (marker, { first = 1, size }) => (Number(marker) - first) * size,
  cursor: (marker, { paging }) => positionIn(marker, paging.at),
  lastId: (marker, { paging, listing }) => positionOf(marker, paging.at, listing) + 1,
  firstId: (marker, { paging, listing }) => positionOf(marker, paging.at, listing),
}

interface Start {
  paging: WirePaging
  first?: number
  size: number
  listing: Listing
}

function startOf(paging: WirePaging, size: number, listing: Listing): number {
  const marker = askedAt(listing.asked, paging.at)
  const isFirst = marker === undefined || marker === null || marker === ''
  const first = 'first' in paging ? paging.first : undefined
  return isFirst ? 0 : STARTS[paging.by](String(marker), { paging, first, size, listing })
}

function positionOf(id: string, place: string, { total, idAt }: Listing): number {
  for (let position = 0; position < total; position++) {
    if (idAt(position) === id) {
      return position
    }
  }
  throw new WireProblem('invalidCursor', place, `'${id}' is no id of this list`)
}

/** An opaque token that says where to go on; only the emulator reads it. */
const tokenFor = (position: number) => Buffer.from(`at:${position}`).toString('base64url')

function positionIn(token: string, place: string): number {
  const text = Buffer.from(token, 'base64url').toString('utf8')
  const position = /^at:(\d+)$/.exec(text)?.[1]
  if (position === undefined) {
    throw new WireProblem('invalidCursor', place, `the cursor '${token}' is not known`)
  }
  return Number(position)
}

export function describePage(slice: Slice, listing: Listing, url: URL): PageScope {
  const { paging, total } = listing
  const end = Math.min(slice.start + slice.size, total)
  const more = paging !== undefined && end < total
  const next = more ? markerOf(paging, { ...slice, end }, listing) : null
  const first = paging && 'first' in paging ? (paging.first ?? 1) : 1
  return {
    next,
    nextUrl: next === null ? null : withMarker(url, paging!.at, String(next)),
    selfUrl: url.href,
    more,
    total,
    count: Math.ceil(total / slice.size),
    number: Math.floor(slice.start / slice.size) + first,
    size: slice.size,
    offset: slice.start,
    length: Math.max(0, end - slice.start),
  }
}

function markerOf(paging: WirePaging, slice: Slice & { end: number }, { idAt }: Listing) {
  switch (paging.by) {
    case 'offset':
      return slice.end + (paging.first ?? 0)
    case 'page':
      return Math.floor(slice.start / slice.size) + (paging.first ?? 1) + 1
    case 'cursor':
      return tokenFor(slice.end)
    case 'lastId':
      return idAt(slice.end - 1)
    case 'firstId':
      return idAt(slice.end)
  }
}

function withMarker(url: URL, place: string, marker: string): string {
  const next = new URL(url)
  next.searchParams.set(place.replace(/^query\./, ''), marker)
  return next.href
}
