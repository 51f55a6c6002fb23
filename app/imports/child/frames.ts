import type { Readable, Writable } from 'node:stream'
import { once } from 'node:events'

/** Lengths of the JSON and of the columns behind it. */
const HEAD_BYTES = 8
const PLACE_BYTES = 4
const NUMBER_BYTES = 8

export type Column = Uint32Array | Float64Array

export interface Frame<Message> {
  message: Message
  columns: Column[]
}

interface Envelope<Message> {
  message: Message
  /** Number of entries of each column, and whether they are places or numbers. */
  columns: { length: number; isNumbers: boolean }[]
}

/** Writes a message, and columns as they lie in memory, and waits where the reader is behind. */
export async function writeFrame(output: Writable, message: unknown, columns: Column[] = []) {
  const shapes = columns.map((column) => ({
    length: column.length,
    isNumbers: column instanceof Float64Array,
  }))
  const json = Buffer.from(JSON.stringify({ message, columns: shapes }))
  const bodies = columns.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength)
  )
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32BE(json.length)
  head.writeUInt32BE(
    bodies.reduce((sum, body) => sum + body.length, 0),
    HEAD_BYTES / 2
  )
  if (!output.write(Buffer.concat([head, json, ...bodies]))) {
    await once(output, 'drain')
  }
}

/** The frames of a stream, one after the other. */
export async function* readFrames<Message>(input: Readable): AsyncGenerator<Frame<Message>> {
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of input) {
    parts.push(chunk)
    size += chunk.length
    let needed = bytesNeeded(parts)
    while (size >= needed) {
      const joined = Buffer.concat(parts)
      yield decode(joined)
      parts = [joined.subarray(needed)]
      size -= needed
      needed = bytesNeeded(parts)
    }
  }
}

function decode<Message>(frame: Buffer): Frame<Message> {
  let offset = HEAD_BYTES + frame.readUInt32BE(0)
  const envelope: Envelope<Message> = JSON.parse(frame.toString('utf8', HEAD_BYTES, offset))
  const columns = envelope.columns.map(({ length, isNumbers }) => {
    const from = offset
    offset += length * (isNumbers ? NUMBER_BYTES : PLACE_BYTES)
    const bytes = new Uint8Array(frame.subarray(from, offset)).buffer
    return isNumbers ? new Float64Array(bytes) : new Uint32Array(bytes)
  })
  return { message: envelope.message, columns }
}

function bytesNeeded(parts: Buffer[]): number {
  let head = parts[0] ?? Buffer.alloc(0)
  if (head.length < HEAD_BYTES) {
    head = Buffer.concat(parts.slice(0, HEAD_BYTES))
  }
  return head.length < HEAD_BYTES
    ? HEAD_BYTES
    : HEAD_BYTES + head.readUInt32BE(0) + head.readUInt32BE(HEAD_BYTES / 2)
}
