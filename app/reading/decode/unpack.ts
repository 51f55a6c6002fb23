import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

/** Bytes that are not what they were announced as. */
export class Undecodable extends Error {}

/** What an answer may be when it is unpacked. */
const MAX_PLAIN_BYTES = 256 * 1024 * 1024
const MAX_ENTRIES = 5_000

const LIMITED = { maxOutputLength: MAX_PLAIN_BYTES }
const ENCODINGS: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  gzip: (bytes) => promisify(gunzip)(bytes, LIMITED),
  deflate: (bytes) => promisify(inflate)(bytes, LIMITED),
  br: (bytes) => promisify(brotliDecompress)(bytes, LIMITED),
  zstd: (bytes) => promisify(zstdDecompress)(bytes, LIMITED),
}

/** Undoes `Content-Encoding`. */
export function unpackEncoding(bytes: Buffer, encoding = 'identity'): Promise<Buffer> {
  return sound(async () => (await ENCODINGS[encoding]?.(bytes)) ?? bytes)
}

/** Undoes the compression that the manifest declares. A file that the transport unpacked already is left as it is. */
export function unpack(bytes: Buffer, compression: 'gzip' | 'zip'): Promise<Buffer> {
  const isPacked = compression === 'gzip' ? isGzip(bytes) : bytes.subarray(0, 2).toString() === 'PK'
  if (!isPacked) {
    return Promise.resolve(bytes)
  }
  return sound(() => (compression === 'gzip' ? ENCODINGS.gzip(bytes) : unzip(bytes)))
}

const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b

async function sound(work: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await work()
  } catch (error) {
    throw new Undecodable('The bytes are damaged or too many.', { cause: error })
  }
}

/** Every file of an archive, one after the other, each unpacked where it is packed itself. */
async function unzip(bytes: Buffer): Promise<Buffer> {
  const zip = await promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer)(bytes, {
    lazyEntries: true,
  })
  const parts: Buffer[] = []
  let total = 0
  for await (const entry of entriesOf(zip)) {
    const part = await contentOf(zip, entry)
    total += part.length
    if (total > MAX_PLAIN_BYTES || parts.length > MAX_ENTRIES) {
      throw new Undecodable('The archive is too large.')
    }
    parts.push(part, Buffer.from('\n'))
  }
  return Buffer.concat(parts)
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let index = 0; index < zip.entryCount; index++) {
    const entry = await new Promise<Entry>((resolve, reject) => {
      zip.once('entry', resolve)
      zip.once('error', reject)
      zip.readEntry()
    })
    zip.removeAllListeners('error')
    if (!entry.fileName.endsWith('/')) {
      yield entry
    }
  }
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.uncompressedSize > MAX_PLAIN_BYTES) {
    throw new Undecodable('A file of the archive is too large.')
  }
  const stream = await promisify(zip.openReadStream.bind(zip) as OpenStream)(entry)
  const chunks: Buffer[] = []
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer)
  }
  const content = Buffer.concat(chunks)
  return isGzip(content) ? ENCODINGS.gzip(content) : content
}

type OpenStream = (
  entry: Entry,
  done: (error: Error | null, stream: AsyncIterable<unknown>) => void
) => void
