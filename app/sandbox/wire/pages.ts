import type { SandboxPaging, WirePage, WirePaging } from '#kit'
import { ABSENT, type Reader, type Scope } from './scope.js'
import { valueAt, withValueAt } from './places.js'
import { compileTemplate, findPath } from './template.js'
import { compileTextPage } from './text_page.js'
import type { CompiledPage } from './compiled_page.js'

export interface PageSource {
  page?: WirePage
  rows?: string
  emptyRows?: 'absent'
  total?: string
  paging?: WirePaging
  replyHeaders?: Record<string, string>
}

/** `read` answers the file's content: parsed for `.json`, text for anything else. */
export function compilePage(source: PageSource, read: (file: string) => unknown): CompiledPage {
  const content = typeof source.page === 'string' ? read(source.page) : (source.page ?? {})
  return typeof content === 'string'
    ? compileTextPage(content, String(source.page))
    : compileJsonPage(content, source)
}

function compileJsonPage(content: unknown, source: PageSource): CompiledPage {
  const paths = source.rows?.split(',').map((path) => path.trim()) ?? []
  const lists = paths.map((path) => listAt(content, path))
  const around = compileTemplate(paths.reduce((page, path) => withValueAt(page, path, []), content))
  const renderers = lists.map((list) => list.map(compileTemplate))
  return {
    row: paths.length > 0 ? lists[0]?.[0] : content,
    renderRow: (scope) => renderers.map((readers) => renderAll(readers, scope)),
    render: (scope, rows) => fillPage({ around, paths, source }, scope, rows),
    announces: announces(content, source),
    paging: paths[0] === undefined ? undefined : describePaging(content, paths[0], source),
  }
}

/** The template of the rows: the list that stands in the file at that path. */
function listAt(content: unknown, path: string): unknown[] {
  const list = valueAt(content, path)
  if (!Array.isArray(list)) {
    throw new Error(`The page has no list at '${path}', where its rows are said to be.`)
  }
  return list
}

const renderAll = (readers: Reader[], scope: Scope) =>
  readers.map((read) => read(scope)).filter((value) => value !== ABSENT)

interface Filling {
  around: Reader
  paths: string[]
  source: PageSource
}

function fillPage({ around, paths, source }: Filling, scope: Scope, lists: unknown[][]): unknown {
  const page = paths.reduce(
    (filled, path, index) => withValueAt(filled, path, listOf(lists[index], source)),
    around(scope)
  )
  const total = (scope.page as { total?: number } | undefined)?.total
  return source.total ? withValueAt(page, source.total, total ?? lists[0].length) : page
}

const listOf = (rows: unknown[], { emptyRows }: PageSource) =>
  emptyRows === 'absent' && rows.length === 0 ? undefined : rows

const holeOf = (name: string) => (text: string) => text.includes(`{{page.${name}`)

function announces(content: unknown, { total, replyHeaders }: PageSource): boolean {
  const says = (text: string) => /\{\{\s*page\.(next|nextUrl|more|total|count)\b/.test(text)
  return (
    total !== undefined ||
    [content, replyHeaders ?? {}].some((each) => findPath(each, says) !== undefined)
  )
}

const isLast = (text: string) => /\{\{\s*page\.more\s*\|\s*not\b/.test(text)
const isMore = (text: string) => holeOf('more')(text) && !isLast(text)

function describePaging(content: unknown, records: string, source: PageSource): SandboxPaging {
  const { paging, total, replyHeaders } = source
  // A value that is there under a condition stands one step deeper in the file than in the answer.
  const placeOf = (says: (text: string) => boolean) =>
    findPath(content, says)?.replace(/\.\$value$/, '')
  const token = placeOf((text) => /\{\{\s*page\.next\s*[|}]/.test(text))
  const url = placeOf(holeOf('nextUrl'))
  const counts = [placeOf(holeOf('count')), total, placeOf(holeOf('total'))]
  return {
    records,
    next: token ?? url,
    nextIsUrl: token === undefined && url !== undefined,
    // Where both are there, the token is sent and the address says whether there is more.
    more: findPath(content, isMore) ?? (token && url),
    last: findPath(content, isLast),
    count: counts.find((path) => path !== undefined),
    countHeader: [holeOf('count'), holeOf('total')]
      .map((isCount) => findPath(replyHeaders ?? {}, isCount))
      .find((name) => name !== undefined),
    linkHeader: findPath(replyHeaders ?? {}, holeOf('nextUrl')),
    marker: markerOf(paging?.at ?? ''),
  }
}

/** `offset`, `query.offset` and `body.variables.after`, as place and name. */
function markerOf(place: string): SandboxPaging['marker'] {
  const [first, ...rest] = place.split('.')
  if (first === 'body') {
    return { in: 'body', name: rest.join('.') }
  }
  return { in: 'query', name: first === 'query' ? rest.join('.') : place }
}
