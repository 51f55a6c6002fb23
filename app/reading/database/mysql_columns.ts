import type { FieldPacket } from 'mysql2'
import type { ColumnKind, DatabaseColumn } from './streams.js'

/** Column types by their numbers in the protocol (https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html). */
const KINDS: Record<number, ColumnKind> = {
  ...{ 1: 'whole', 2: 'whole', 3: 'whole', 8: 'whole', 9: 'whole', 13: 'whole', 16: 'whole' },
  ...{ 0: 'decimal', 246: 'decimal', 4: 'float', 5: 'float' },
  ...{ 10: 'day', 14: 'day', 12: 'local', 7: 'instant', 255: 'bytes' },
}
const BIT = 16
/** Types that hold text or bytes, as their character set says. */
const STRINGS = new Set([15, 249, 250, 251, 252, 253, 254])
/** The character set `binary`. */
const BINARY = 63

/** A `tinyint(1)` is a number here: it is what MySQL calls a boolean, and it holds more than two values. */
export function columnOf({ name, columnType = 0, characterSet }: FieldPacket): DatabaseColumn {
  if (STRINGS.has(columnType)) {
    return { name, kind: characterSet === BINARY ? 'bytes' : 'text' }
  }
  return { name, kind: KINDS[columnType] ?? 'other' }
}

/** A value as text. Bytes become their digits, and bits the number that they are. */
export function textOf(
  value: Buffer | null,
  { kind }: DatabaseColumn,
  { columnType }: FieldPacket
) {
  if (value === null) {
    return null
  }
  if (kind === 'bytes') {
    return `0x${value.toString('hex')}`
  }
  return columnType === BIT
    ? BigInt(`0x${value.toString('hex') || '0'}`).toString()
    : value.toString()
}
