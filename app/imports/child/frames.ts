import type { Readable, Writable } from 'node:stream'
import { once } from 'node:events'

const LENGTH_BYTES = 4

/** Writes one JSON message with its length in front, and waits where the reader is behind. */
export async function writeFrame(output: Writable, message: unknown) {
  const body = Buffer.from(JSON.stringify(message))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(body.length)
  output.write(length)
  if (!output.write(body)) {
    await once(output, 'drain')
  }
}

/** The messages of a stream, one after the other. */
export async function* readFrames<Message>(input: Readable): AsyncGenerator<Message> {
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of input) {
    parts.push(chunk)
    size += chunk.length
    let needed = bytesNeeded(parts)
    while (size >= needed) {
      const joined = Buffer.concat(parts)
      yield JSON.parse(joined.toString('utf8', LENGTH_BYTES, needed))
      parts = [joined.subarray(needed)]
      size -= needed
      needed = bytesNeeded(parts)
    }
  }
}

function bytesNeeded(parts: Buffer[]): number {
  let head = parts[0] ?? Buffer.alloc(0)
  if (head.length < LENGTH_BYTES) {
    head = Buffer.concat(parts.slice(0, LENGTH_BYTES))
  }
  return head.length < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + head.readUInt32BE(0)
}
