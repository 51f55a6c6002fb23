import { escape } from 'mysql2'
import type { Dialect } from './driver.js'
import type { ColumnKind } from './streams.js'

const NUMBERS = new Set<ColumnKind>(['whole', 'decimal', 'float'])
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

/** How statements are written for MySQL and MariaDB, whatever the `sql_mode` of the server. */
export const mysqlDialect: Dialect = {
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  parameter: literal,
  relations: `
    SELECT table_schema AS \`schema\`, table_name AS \`name\`,
      CASE WHEN table_type = 'VIEW' THEN 'view' ELSE 'table' END AS \`kind\`
    FROM information_schema.tables WHERE table_schema = DATABASE()
    ORDER BY table_name LIMIT 1000`,
  uniqueKey: ({ schema, name }) => ({
    text: `
      SELECT k.column_name AS \`name\`
      FROM information_schema.table_constraints c
      JOIN information_schema.key_column_usage k ON k.constraint_schema = c.constraint_schema
        AND k.constraint_name = c.constraint_name AND k.table_name = c.table_name
      WHERE c.constraint_type = 'PRIMARY KEY'
        AND c.table_schema = ${escape(schema)} AND c.table_name = ${escape(name)}
      ORDER BY k.ordinal_position`,
    values: [],
  }),
  // The product runs on PostgreSQL, so no MySQL server is its own.
  identity: null,
}

/**
 * A number is written as one: next to a text, MySQL compares both as binary fractions, which long numbers do not fit in
 * (https://dev.mysql.com/doc/refman/8.4/en/type-conversion.html). Session times are UTC and have no offset.
 */
function literal(value: string, kind: ColumnKind): string {
  if (NUMBERS.has(kind) && NUMBER.test(value)) {
    return value
  }
  if (kind === 'bytes') {
    return `X'${value.slice(2).replaceAll(/[^0-9a-f]/gi, '')}'`
  }
  return escape(kind === 'instant' ? value.replace(/\+00$/, '') : value)
}
