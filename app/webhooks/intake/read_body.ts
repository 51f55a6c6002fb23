import type { IncomingMessage } from 'node:http'
import { Refusal } from '#foundation'
import { MOST_BYTES } from '../limits.js'

/** The body byte for byte, as it is signed; refused before more than the limit of it is held. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  if (Number(message.headers['content-length'] ?? 0) > MOST_BYTES) {
    throw tooLarge()
  }
  const parts: Buffer[] = []
  let size = 0
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MOST_BYTES) {
      throw tooLarge()
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function tooLarge() {
  return new Refusal({
    code: 'E_DELIVERY_TOO_LARGE',
    status: 413,
    message: `A delivery may have ${MOST_BYTES} bytes at most, so this one was not taken. Send fewer records at a time.`,
  })
}
