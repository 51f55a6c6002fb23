import type { Page } from '#kit'
import { compileAnswer } from '#shared/expressions/answer'
import { compilePath } from '#shared/expressions/paths'
import type { Content, PageAnswer, Pager, PageState, PreparedCall } from '../call/calls.js'

export function compilePager(page: Page): Pager {
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
type At = 'query' | 'body' | undefined

/** Reads a value of an answer that may be declared or not: undefined where it is not, or holds no answer. */
function reader(source: string | undefined) {
  const read = source === undefined ? undefined : compileAnswer(source)
  return ({ answer, settings }: PageAnswer): unknown => read?.(answer, settings) ?? undefined
}

/** Vendors say "true" in several ways, and "no" most often by leaving it out. */
const isYes = (value: unknown) => value === true || value === 'true' || value === 1

function offsetPager(page: Kind<'offset'>): Pager {
  const { size, first = 0 } = page
  const [total, more] = [reader(page.total), reader(page.more)]
  return {
    first: { offset: first },
    ask: (call, { offset }) => atOffset(call, page, Number(offset)),
    next: ({ offset }, answer) => {
      const end = Number(offset) + answer.records.length
      const announced = Number(total(answer) ?? Number.NaN)
      const isLeft = Number.isNaN(announced)
        ? answer.records.length >= size
        : end < announced + first
      return onward(page.more ? isYes(more(answer)) : isLeft, answer, { offset: end })
    },
  }
}

/** Told in parameters, or at the end of a query language's text. */
function atOffset(call: PreparedCall, page: Kind<'offset'>, offset: number): PreparedCall {
  const { at, size, sizeParameter, offsetParameter, append } = page
  if (append === undefined) {
    return withParameters(call, at, { ...sized(sizeParameter, size), [offsetParameter]: offset })
  }
  const behind = append.replace('{offset}', String(offset)).replace('{size}', String(size))
  const query = call.query.map(([name, text]): [string, string] => [
    name,
    name === offsetParameter ? text + behind : text,
  ])
  return { ...call, query }
}

function numberPager(page: Kind<'page'>): Pager {
  const { at, size, sizeParameter, pageParameter, first = 1 } = page
  const [last, more] = [reader(page.last), reader(page.more)]
  return {
    first: { page: first },
    ask: (call, state) =>
      withParameters(call, at, { ...sized(sizeParameter, size), [pageParameter]: state.page }),
    next: ({ page: current }, answer) => {
      const announced = Number(last(answer) ?? Number.NaN)
      const isLeft = Number.isNaN(announced)
        ? answer.records.length >= size
        : Number(current) - first + 1 < announced
      const next = { page: Number(current) + 1 }
      return onward(page.more ? isYes(more(answer)) : isLeft, answer, next)
    },
  }
}

function cursorPager(page: Kind<'cursor'>): Pager {
  const { at, parameter, size, sizeParameter } = page
  const [token, more] = [reader(page.next), reader(page.more)]
  return {
    first: {},
    ask: (call, { cursor }) =>
      withParameters(call, at, {
        ...sized(sizeParameter, size),
        ...(cursor === undefined ? {} : { [parameter]: cursor }),
      }),
    next: (_, answer) => {
      const next = token(answer)
      const isOver = page.more !== undefined && !isYes(more(answer))
      const isAbsent = next === undefined || next === '' || next === false
      return isOver || isAbsent ? null : { cursor: tokenOf(next) }
    },
  }
}

/** A number stays one in a JSON body. */
const tokenOf = (value: unknown) => (typeof value === 'number' ? value : String(value))

function lastIdPager(page: Kind<'lastId'>): Pager {
  const { at, parameter, size, sizeParameter } = page
  const [more, idOf] = [reader(page.more), compilePath(page.id)]
  return {
    first: {},
    ask: (call, { lastId }) =>
      withParameters(call, at, {
        ...sized(sizeParameter, size),
        ...(lastId === undefined ? {} : { [parameter]: lastId }),
      }),
    next: (_, answer) =>
      onward(isYes(more(answer)), answer, { lastId: String(idOf(answer.records.at(-1)) ?? '') }),
  }
}

function linkPager(page: Kind<'link'>): Pager {
  const path = reader(page.path ?? 'next')
  return {
    first: {},
    ask: (call, { url }) =>
      url === undefined
        ? withParameters(call, undefined, sized(page.sizeParameter, page.size))
        : followLink(call, String(url)),
    next: (_, answer) => {
      const url =
        page.in === 'header'
          ? /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(answer.answer.headers.link ?? '')?.[1]
          : path(answer)
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

function onward(hasMore: boolean, { records }: PageAnswer, state: PageState) {
  if (!hasMore) {
    return null
  }
  return records.length === 0 ? 'lying' : state
}

type Parameters = Record<string, string | number>

const sized = (name: string | undefined, size: number | undefined): Parameters =>
  name && size ? { [name]: size } : {}

/** In the query, or in the body of a call that has one, where a dotted name leads inside. */
function withParameters(call: PreparedCall, at: At, parameters: Parameters): PreparedCall {
  const entries = Object.entries(parameters)
  if (call.content && at !== 'query') {
    return { ...call, content: entries.reduce(withField, call.content) }
  }
  const added = entries.map(([name, value]): [string, string] => [name, String(value)])
  return { ...call, query: [...call.query, ...added] }
}

function withField(content: Content, [name, value]: [string, string | number]): Content {
  return content.as === 'form'
    ? { as: 'form', fields: [...content.fields, [name, String(value)]] }
    : { as: 'json', value: withValueAt(content.value, name.split('.'), value) }
}

function withValueAt(value: unknown, [key, ...rest]: string[], part: unknown): unknown {
  const object = typeof value === 'object' && value !== null ? value : {}
  const inner = (object as Record<string, unknown>)[key]
  return { ...object, [key]: rest.length > 0 ? withValueAt(inner, rest, part) : part }
}
