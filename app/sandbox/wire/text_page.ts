import { compileText } from './holes.js'
import { ABSENT, type Scope } from './scope.js'
import type { CompiledPage } from './compiled_page.js'

const TYPES: Record<string, string> = {
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  xml: 'application/xml; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

const ROWS = /\{\{#rows\}\}\r?\n?([\s\S]*?)\{\{\/rows\}\}\r?\n?/

/** A page that is text: what stands between `{{#rows}}` and `{{/rows}}` is written once for each record. */
export function compileTextPage(content: string, file: string): CompiledPage {
  const extension = file.split('.').at(-1) ?? ''
  const [, row = ''] = ROWS.exec(content) ?? []
  const [before, after = ''] = content.split(ROWS).filter((_, index) => index !== 1)
  const [head, line, tail] = [before, row, after].map((text) => compileText(text))
  const quote = quoterFor(extension)
  return {
    row,
    renderRow: (scope) => [[line(quoted(scope, quote))]],
    render: (scope, [rows = []]) =>
      [head(scope), ...rows, tail(scope)].filter((text) => text !== ABSENT).join(''),
    announces: true,
    type: TYPES[extension] ?? 'text/plain; charset=utf-8',
  }
}

type Quote = (text: string) => string

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const QUOTES: Record<string, Quote> = {
  csv: (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text),
  xml: (text) => text.replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter]),
  ndjson: (text) => JSON.stringify(text).slice(1, -1),
}

const quoterFor = (extension: string): Quote =>
  QUOTES[extension === 'jsonl' ? 'ndjson' : extension] ?? ((text) => text)

/** Texts of the record, safe for the notation they are written into. */
function quoted(scope: Scope, quote: Quote): Scope {
  const own = Object.entries(scope).map(([name, value]) => [
    name,
    typeof value === 'string' ? quote(value) : value,
  ])
  return Object.assign(Object.create(scope) as Scope, Object.fromEntries(own))
}
