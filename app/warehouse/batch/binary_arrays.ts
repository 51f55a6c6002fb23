/**
 * One-dimensional arrays in PostgreSQL's binary format (src/backend/utils/adt/arrayfuncs.c, array_recv).
 * The driver sends a Buffer as a binary parameter, which saves printing and parsing every number: most
 * of the client's time in a batch insert.
 */
const HEADER_BYTES = 20
const OID = { int8: 20, text: 25, float8: 701, date: 1082 }
const NULL_LENGTH = -1

interface Sized {
  buffer: Buffer
  view: DataView
}

function allocate(oid: number, count: number, bodyBytes: number): Sized {
  const buffer = Buffer.allocUnsafeSlow(HEADER_BYTES + bodyBytes)
  const view = new DataView(buffer.buffer)
  view.setInt32(0, 1)
  view.setInt32(4, 1)
  view.setInt32(8, oid)
  view.setInt32(12, count)
  view.setInt32(16, 1)
  return { buffer, view }
}

/** `date[]` of days since 2000-01-01, in the order of `rows`. */
export function dateArray(days: Int32Array, rows: Uint32Array): Buffer {
  const { buffer, view } = allocate(OID.date, rows.length, rows.length * 8)
  let offset = HEADER_BYTES
  for (const row of rows) {
    view.setInt32(offset, 4)
    view.setInt32(offset + 4, days[row])
    offset += 8
  }
  return buffer
}

/** `int8[]` in the order of `rows`. */
export function bigintArray(values: BigInt64Array, rows: Uint32Array): Buffer {
  const { buffer, view } = allocate(OID.int8, rows.length, rows.length * 12)
  let offset = HEADER_BYTES
  for (const row of rows) {
    view.setInt32(offset, 8)
    view.setBigInt64(offset + 4, values[row])
    offset += 12
  }
  return buffer
}

/** One array of what several hold. */
export function joinedBigints(arrays: Buffer[]): Buffer {
  const lengths = arrays.map((array) => (array.length - HEADER_BYTES) / 12)
  const { buffer } = allocate(
    OID.int8,
    lengths.reduce((sum, length) => sum + length, 0),
    lengths.reduce((sum, length) => sum + length * 12, 0)
  )
  let offset = HEADER_BYTES
  for (const array of arrays) {
    offset += array.copy(buffer, offset, HEADER_BYTES)
  }
  return buffer
}

/** `float8[]` of a column, where NaN is absent and becomes NULL; minus zero is zero. */
export function floatColumn(values: Float64Array, rows: Uint32Array): Buffer {
  const { buffer, view } = allocate(OID.float8, rows.length, rows.length * 12)
  let offset = HEADER_BYTES
  for (const row of rows) {
    const value = values[row]
    if (Number.isNaN(value)) {
      view.setInt32(offset, NULL_LENGTH)
      offset += 4
    } else {
      view.setInt32(offset, 8)
      view.setFloat64(offset + 4, value + 0)
      offset += 12
    }
  }
  return buffer.subarray(0, offset)
}

/** `text[]` of short ASCII codes, such as currencies. */
export function codeArray(codes: (string | null)[], rows: Uint32Array): Buffer {
  const longest = codes.reduce((most, code) => Math.max(most, code?.length ?? 0), 0)
  const { buffer, view } = allocate(OID.text, rows.length, rows.length * (4 + longest))
  let offset = HEADER_BYTES
  for (const row of rows) {
    const code = codes[row]
    view.setInt32(offset, code?.length ?? NULL_LENGTH)
    offset += 4
    for (let at = 0; code !== null && at < code.length; at++) {
      view.setUint8(offset++, code.charCodeAt(at))
    }
  }
  return buffer.subarray(0, offset)
}
