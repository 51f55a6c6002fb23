import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { FileFault } from './faults.js'
import { readArchived } from './archive.js'
import { assertHonest } from './honest_size.js'
import { recognise } from './signature.js'

/** The rows of a piece are alive at once: of four times as much, a collection of garbage keeps most and is repeated for it. */
const CHUNK_BYTES = 64 * 1024
const HEAD_BYTES = 16

/** Counts the stored bytes taken so far: the measure of progress, compressed or not. */
export interface Meter {
  bytesRead: number
}

/** The file's content in chunks, unpacked under a size and an expansion limit: from gzip, or the one file of a ZIP archive. */
export function openBytes(path: string, isPacked: boolean, meter: Meter): AsyncIterable<Buffer> {
  return isPacked ? openPacked(path, meter) : openStored(path, meter)
}

function openStored(path: string, meter: Meter) {
  const stored = createReadStream(path, { highWaterMark: CHUNK_BYTES })
  stored.on('data', (chunk) => {
    meter.bytesRead += chunk.length
  })
  return stored
}

async function* openPacked(path: string, meter: Meter): AsyncGenerator<Buffer> {
  if (recognise(await readHead(path, HEAD_BYTES)) === 'zip') {
    yield* readArchived(path, meter)
  } else {
    yield* unpack(openStored(path, meter), meter)
  }
}

async function* unpack(stored: NodeJS.ReadableStream, meter: Meter): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  let unpackedBytes = 0
  stored.on('error', (error) => gunzip.destroy(error))
  stored.pipe(gunzip)
  try {
    for await (const chunk of gunzip) {
      unpackedBytes += chunk.length
      assertHonest(unpackedBytes, meter.bytesRead)
      yield chunk
    }
  } catch (error) {
    throw explainGzip(error as NodeJS.ErrnoException)
  } finally {
    gunzip.destroy()
  }
}

function explainGzip(error: NodeJS.ErrnoException): Error {
  if (error.code === 'Z_BUF_ERROR') {
    return new FileFault(
      'E_FILE_TRUNCATED',
      'The compressed file ends in the middle: the upload or the export was cut off. Export it again and upload the whole file.'
    )
  }
  if (error.code?.startsWith('Z_')) {
    return new FileFault(
      'E_FILE_DAMAGED',
      'The compressed file is damaged and cannot be unpacked. Compress the table again, or upload it uncompressed.'
    )
  }
  return error
}

/** The first bytes as stored, to recognise the format. */
export async function readHead(path: string, byteCount: number): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(byteCount), 0, byteCount, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** The first unpacked bytes. */
export async function readSample(path: string, isGzip: boolean, byteCount: number) {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of openBytes(path, isGzip, { bytesRead: 0 })) {
    parts.push(chunk)
    size += chunk.length
    if (size >= byteCount) {
      break
    }
  }
  return Buffer.concat(parts)
}
