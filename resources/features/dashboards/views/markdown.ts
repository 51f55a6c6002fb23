import { h, type VNode } from 'vue'
import { lexer, type Token, type Tokens } from 'marked'

type Node = VNode | string
type Draw = (token: never) => Node | Node[]

/** Where a link may lead: the web, a mail, or a page of ours. Anything else stays text. */
const SAFE = /^(https?:\/\/|mailto:|\/(?!\/))/i

/**
 * Markdown as elements of a closed list: never HTML, so nothing that somebody writes runs. HTML in the text is shown as it was
 * typed, and a picture by its description.
 */
export function drawMarkdown(text: string): Node[] {
  return drawAll(lexer(text, { breaks: true, gfm: true }))
}

const drawAll = (tokens: Token[] = []): Node[] => tokens.flatMap(drawOne)

function drawOne(token: Token): Node | Node[] {
  const draw = DRAWN[token.type] as ((token: Token) => Node | Node[]) | undefined
  return draw ? draw(token) : token.raw
}

const inside = (tag: string, classes = '') =>
  (({ tokens }: { tokens?: Token[] }) => h(tag, { class: classes }, drawAll(tokens))) as Draw

function link({ href, tokens }: Tokens.Link): Node | Node[] {
  const children = drawAll(tokens)
  const isOutside = !href.startsWith('/')
  const outside = isOutside ? { target: '_blank', rel: 'noopener noreferrer' } : {}
  return SAFE.test(href)
    ? h('a', { href, class: 'text-primary underline underline-offset-4', ...outside }, children)
    : children
}

const list = ({ ordered, items }: Tokens.List) =>
  h(
    ordered ? 'ol' : 'ul',
    { class: ordered ? 'list-decimal ps-5' : 'list-disc ps-5' },
    items.map(({ tokens }) => h('li', drawAll(tokens)))
  )

const row = (cells: Tokens.TableCell[], tag: 'td' | 'th') =>
  h(
    'tr',
    cells.map(({ tokens }) => h(tag, { class: 'pe-4 py-1 text-start' }, drawAll(tokens)))
  )

const DRAWN: Record<string, Draw> = {
  space: () => [],
  hr: () => h('hr', { class: 'border-default' }),
  br: () => h('br'),
  heading: inside('h3', 'font-semibold text-highlighted'),
  paragraph: inside('p'),
  blockquote: inside('blockquote', 'border-s-2 border-accented ps-3 text-muted'),
  strong: inside('strong', 'font-semibold text-highlighted'),
  em: inside('em'),
  del: inside('del'),
  code: ({ text }: Tokens.Code) =>
    h('pre', { class: 'overflow-x-auto rounded bg-elevated p-2 text-xs' }, h('code', text)),
  codespan: ({ text }: Tokens.Codespan) =>
    h('code', { class: 'rounded bg-elevated px-1 text-xs' }, text),
  escape: ({ text }: Tokens.Escape) => text,
  text: ({ text, tokens }: Tokens.Text) => (tokens ? drawAll(tokens) : unescaped(text)),
  image: ({ text }: Tokens.Image) => text,
  link,
  list,
  table: ({ header, rows }: Tokens.Table) =>
    h('table', { class: 'text-start' }, [
      h('thead', row(header, 'th')),
      h(
        'tbody',
        rows.map((cells) => row(cells, 'td'))
      ),
    ]),
}

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" } as const

/** The library writes text for HTML; here it stays text. */
const unescaped = (text: string) =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity as keyof typeof ENTITIES])
