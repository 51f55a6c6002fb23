const ANY_TAG = /<[^>]*>/g
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/g
const ENTITIES: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' },
  ...{ euro: '€', pound: '£', yen: '¥', cent: '¢', ndash: '–', mdash: '—', minus: '−' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß', eacute: 'é', egrave: 'è', ccedil: 'ç' },
  ...{ Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', Eacute: 'É', thinsp: '\u2009', rsquo: '’' },
}
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00(?:\.0+)?$/

/** What a cell of a page shows: no tags, its entities as letters. A moment at midnight is a day. */
export function plainText(markup: string): string {
  const text = markup
    .replace(CDATA, (_all, inside: string) => inside.replaceAll('<', '&lt;'))
    .replace(ANY_TAG, '')
    .replace(ENTITY, written)
    .replace(/[ \t\r\n]+/g, ' ')
    .trim()
  return text.replace(MIDNIGHT, '$1')
}

function written(all: string, ...[decimal, hexadecimal, name]: string[]): string {
  if (name !== undefined) {
    return ENTITIES[name] ?? all
  }
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code).toWellFormed() : '\ufffd'
}
