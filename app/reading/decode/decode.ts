import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib'
import type { Format } from '#kit'
import type { VendorResponse } from '../call/http_request.js'

type Decoded = { text: string; body: unknown }

/** A compressed answer may be this large when it is not. */
const MAX_PLAIN_BYTES = 256 * 1024 * 1024

const LIMITED = { maxOutputLength: MAX_PLAIN_BYTES }
const ENCODINGS: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  gzip: (bytes) => promisify(gunzip)(bytes, LIMITED),
  deflate: (bytes) => promisify(inflate)(bytes, LIMITED),
  br: (bytes) => promisify(brotliDecompress)(bytes, LIMITED),
  zstd: (bytes) => promisify(zstdDecompress)(bytes, LIMITED),
}

/** Reads an answer as what was asked for. An answer that is a failure is read as JSON, whatever was asked for. */
export async function decode(
  { status, headers, bytes }: VendorResponse,
  format: Exclude<Format, string>
): Promise<Decoded> {
  const isFailure = status < 200 || status >= 300
  const plain = await unpacked(bytes, headers['content-encoding'])
  if (plain === undefined) {
    return { text: '', body: undefined }
  }
  if (status === 204) {
    return { text: '', body: null }
  }
  const text = plain.toString('utf8')
  return { text, body: isFailure || format.as === 'json' ? parseJson(text) : undefined }
}

async function unpacked(bytes: Buffer, encoding = 'identity'): Promise<Buffer | undefined> {
  const unpack = ENCODINGS[encoding]
  try {
    return unpack ? await unpack(bytes) : bytes
  } catch {
    return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
