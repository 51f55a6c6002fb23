import type { Page } from '#kit'

type Fields = Record<string, unknown>

const CURSOR = /^(next_?cursor|next_?page_?token|next_?token|end_?cursor|cursor|after)$/i
const NEXT_URL = /^(next|next_?url|next_?page_?url)$/i
const TOTAL = /^(total|total_?(items|count|results|records))$/i
const PAGES = /^(pages|page_?count|total_?pages|last_?page)$/i
const MORE = /^(has_?more|has_?next(_?page)?|more)$/i

type Told = [path: string, value: unknown][]
type Asked = (...names: string[]) => string | undefined

const named = (told: Told, pattern: RegExp) =>
  told.find(([path]) => pattern.test(path.split('.').at(-1)!))

export interface AskedPage {
  /** Names of the parameters that it was, or can be, asked with. */
  parameters?: string[]
  /** Of the answer, in lower case. */
  headers?: Record<string, string>
  /** Records that a page holds; 100 where nobody knows. */
  size?: number
}

/** How a list is paged, as far as one answer and what it was asked with tell. */
export function inferPaging(
  body: unknown,
  { parameters = [], headers = {}, size = 100 }: AskedPage = {}
): Page {
  const told = flat(body)
  const asked: Asked = (...names) => names.find((name) => parameters.includes(name))
  const ways = [byHeader(headers), byLink(told), byCursor(told, asked), byOffset(told, asked)]
  const page = ways.find((way) => way !== undefined) ?? byNumber(told, asked)
  return 'size' in page ? { ...page, size } : page
}

const byHeader = ({ link = '' }: Record<string, string>): Page | undefined =>
  /rel="?next/.test(link) ? { by: 'link', in: 'header' } : undefined

function byLink(told: Told): Page | undefined {
  const links = told.filter(([, value]) => /^https?:/.test(String(value)))
  const link = named(links, NEXT_URL)
  return link && { by: 'link', in: 'body', path: link[0] }
}

function byCursor(told: Told, asked: Asked): Page | undefined {
  const cursor = named(told, CURSOR) ?? named(told, NEXT_URL)
  if (!cursor) {
    return undefined
  }
  const more = named(told, MORE)?.[0]
  const parameter = asked('cursor', 'page_token', 'pageToken', 'after') ?? 'cursor'
  return { by: 'cursor', next: cursor[0], parameter, ...(more ? { more } : {}) }
}

function sizedBy(asked: Asked) {
  const sizeParameter = asked('per_page', 'page_size', 'pageSize', 'limit', 'count')
  return { size: 100, ...(sizeParameter ? { sizeParameter } : {}) }
}

function byOffset(told: Told, asked: Asked): Page | undefined {
  const offset = asked('offset', 'skip')
  const total = named(told, TOTAL)?.[0]
  if (!offset && (!total || asked('page') || named(told, PAGES))) {
    return undefined
  }
  const offsetParameter = offset ?? 'offset'
  return { by: 'offset', ...sizedBy(asked), offsetParameter, ...(total ? { total } : {}) }
}

function byNumber(told: Told, asked: Asked): Page {
  const pages = named(told, PAGES)?.[0]
  return pages || asked('page')
    ? { by: 'page', ...sizedBy(asked), pageParameter: 'page', ...(pages ? { last: pages } : {}) }
    : { by: 'none' }
}

/** Plain values outside of lists, by path. */
function flat(value: unknown, at = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return at && !Array.isArray(value) && value !== null ? [[at, value]] : []
  }
  return Object.entries(value as Fields).flatMap(([name, each]) =>
    flat(each, at ? `${at}.${name}` : name)
  )
}
