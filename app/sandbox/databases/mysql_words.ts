/** What a MySQL statement says, in the words of the PostgreSQL server behind the sandbox. */

const TOKENS = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`/gs

/** Quotes are the difference that any statement has: names stand in backticks, and texts know backslashes. */
export const inPostgresql = (statement: string) =>
  statement.replaceAll(TOKENS, (token) => {
    const inner = token.slice(1, -1)
    if (token.startsWith('`')) {
      return `"${inner.replaceAll('``', '`').replaceAll('"', '""')}"`
    }
    const text = token.startsWith('"')
      ? inner.replaceAll('""', '"').replaceAll("'", String.raw`\'`)
      : inner
    return text.includes('\\') ? `E'${text}'` : `'${text}'`
  })

/** Types of columns: those of the protocol, by PostgreSQL's own numbers. */
const TYPES: Record<number, number> = {
  ...{ 16: 1, 21: 8, 23: 8, 20: 8, 1700: 246, 700: 5, 701: 5 },
  ...{ 1082: 10, 1114: 12, 1184: 7 },
}
const VAR_STRING = 253

export const columnNamed = (name: string, type = 0) => ({
  ...{ catalog: 'def', schema: '', table: '', orgTable: '', name, orgName: name },
  ...{ characterSet: UTF8MB4, columnLength: 0, flags: 0, decimals: 0 },
  columnType: TYPES[type] ?? VAR_STRING,
})

/** Number of the character set in the protocol. */
export const UTF8MB4 = 224

/** Error numbers of both servers. */
const ERRORS: Record<string, number> = {
  '42P01': 1146,
  '42703': 1054,
  '42501': 1142,
  '57014': 3024,
  '25006': 1792,
}
const SYNTAX = 1064

export function errorOf(error: unknown) {
  const { code = '', message } = error as { code?: string; message: string }
  const known = ERRORS[code]
  const told = known ? message : `The sandbox reads standard SQL only: ${message}`
  return { code: known ?? SYNTAX, message: told }
}
