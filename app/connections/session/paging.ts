import type { Page } from '#kit'
import type { PreparedCall } from '#plugin_host'
import type { ParsedResponse } from '../http/sort_failure.js'
import { readPath } from './paths.js'

/** Where the next page begins. JSON, because the sync engine stores it between runs. */
export type PageState = Record<string, string | number>

export interface PageAnswer {
  response: ParsedResponse
  records: unknown[]
}

/** How one kind of paging asks for a page and finds the next. */
export interface Pager {
  first: PageState
  ask(call: PreparedCall, state: PageState): PreparedCall
  /** Null after the last page; `'lying'` where the vendor announces more and sends nothing. */
  next(state: PageState, answer: PageAnswer): PageState | 'lying' | null
}

export function pagerOf(page: Page): Pager {
  switch (page.by) {
    case 'none':
      return { first: {}, ask: (call) => call, next: () => null }
    case 'offset':
      return offsetPager(page)
    case 'page':
      return numberPager(page)
    case 'cursor':
      return cursorPager(page)
    case 'lastId':
      return lastIdPager(page)
    case 'link':
      return linkPager(page)
  }
}

type Kind<By extends Page['by']> = Extract<Page, { by: By }>

function offsetPager({ size, sizeParameter, offsetParameter, total }: Kind<'offset'>): Pager {
  return {
    first: { offset: 0 },
    ask: (call, { offset }) =>
      withParameters(call, { [sizeParameter]: size, [offsetParameter]: offset }),
    next: ({ offset }, { response, records }) => {
      const end = Number(offset) + records.length
      const announced = total ? Number(readPath(response.json, total)) : Number.NaN
      const hasMore = Number.isNaN(announced) ? records.length >= size : end < announced
      return onward(hasMore, records, { offset: end })
    },
  }
}

function numberPager(page: Kind<'page'>): Pager {
  const { size, sizeParameter, pageParameter, first = 1, last } = page
  return {
    first: { page: first },
    ask: (call, state) =>
      withParameters(call, {
        ...(sizeParameter ? { [sizeParameter]: size } : {}),
        [pageParameter]: state.page,
      }),
    next: ({ page: current }, { response, records }) => {
      const announced = last ? Number(readPath(response.json, last)) : Number.NaN
      const hasMore = Number.isNaN(announced) ? records.length >= size : Number(current) < announced
      return onward(hasMore, records, { page: Number(current) + 1 })
    },
  }
}

function cursorPager({ next, parameter, size, sizeParameter }: Kind<'cursor'>): Pager {
  return {
    first: {},
    ask: (call, { cursor }) =>
      withParameters(call, {
        ...(sizeParameter && size ? { [sizeParameter]: size } : {}),
        ...(cursor === undefined ? {} : { [parameter]: cursor }),
      }),
    next: (_, { response }) => {
      const token = readPath(response.json, next)
      return token === null || token === '' ? null : { cursor: String(token) }
    },
  }
}

function lastIdPager({ id, parameter, more, size, sizeParameter }: Kind<'lastId'>): Pager {
  return {
    first: {},
    ask: (call, { lastId }) =>
      withParameters(call, {
        ...(sizeParameter && size ? { [sizeParameter]: size } : {}),
        ...(lastId === undefined ? {} : { [parameter]: lastId }),
      }),
    next: (_, { response, records }) => {
      const hasMore = readPath(response.json, more) === true
      return onward(hasMore, records, { lastId: String(readPath(records.at(-1), id) ?? '') })
    },
  }
}

function linkPager(page: Kind<'link'>): Pager {
  return {
    first: {},
    ask: (call, { url }) => (url === undefined ? call : followLink(call, String(url))),
    next: (_, { response }) => {
      const url =
        page.in === 'header'
          ? /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(response.headers.link ?? '')?.[1]
          : readPath(response.json, page.path ?? 'next')
      return typeof url === 'string' && url !== '' ? { url } : null
    },
  }
}

/** A next page on another host would carry the credentials there. */
function followLink(call: PreparedCall, link: string): PreparedCall {
  const target = new URL(link, call.url)
  const url = new URL(call.url)
  url.pathname = target.pathname
  return { ...call, url: url.href, query: [...target.searchParams] }
}

function onward(hasMore: boolean, records: unknown[], state: PageState) {
  if (!hasMore) {
    return null
  }
  return records.length === 0 ? 'lying' : state
}

/** In the query of a GET, in the body of a POST. */
function withParameters(
  call: PreparedCall,
  parameters: Record<string, string | number>
): PreparedCall {
  if (call.method === 'POST') {
    return { ...call, body: { ...(call.body as object | undefined), ...parameters } }
  }
  const added = Object.entries(parameters).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  return { ...call, query: [...call.query, ...added] }
}
