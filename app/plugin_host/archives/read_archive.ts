import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { Refusal } from '#foundation'

/** What an archive may hold. Looked at while it is unpacked: what is larger is never read to its end. */
export const ARCHIVE_LIMITS = {
  packedBytes: 2_000_000,
  unpackedBytes: 8_000_000,
  files: 300,
  pathLength: 200,
}

const PATH = /^[a-z0-9_.-]+(\/[a-z0-9_.-]+)*$/i

/** The files of an archive by path. Refuses what is no archive of a plugin with a sentence; nothing is written anywhere. */
export async function readArchive(bytes: Buffer): Promise<Map<string, Buffer>> {
  if (bytes.length > ARCHIVE_LIMITS.packedBytes) {
    throw refuseArchive(`is larger than ${ARCHIVE_LIMITS.packedBytes / 1e6} MB`)
  }
  const files = new Map<string, Buffer>()
  const tar = extract()
  const collected = collect(tar as unknown as AsyncIterable<Entry>, files)
  try {
    await Promise.all([pipeline(Readable.from([bytes]), createGunzip(), tar), collected])
  } catch (error) {
    throw error instanceof Refusal ? error : refuseArchive('cannot be unpacked')
  }
  return files
}

/** One file of an archive while it is unpacked. */
type Entry = AsyncIterable<Buffer> & { header: { name: string; type?: string | null } }

async function collect(tar: AsyncIterable<Entry>, files: Map<string, Buffer>) {
  let total = 0
  for await (const entry of tar) {
    const { name, type } = entry.header
    assertPlain(name, type ?? 'file', files)
    const chunks: Buffer[] = []
    for await (const chunk of entry) {
      total += chunk.length
      if (total > ARCHIVE_LIMITS.unpackedBytes) {
        throw refuseArchive(`unpacks to more than ${ARCHIVE_LIMITS.unpackedBytes / 1e6} MB`)
      }
      chunks.push(chunk)
    }
    files.set(name, Buffer.concat(chunks))
  }
}

/** Files only, each below the folder of the plugin and named once. */
function assertPlain(name: string, type: string, files: Map<string, Buffer>) {
  if (files.size >= ARCHIVE_LIMITS.files) {
    throw refuseArchive(`holds more than ${ARCHIVE_LIMITS.files} files`)
  }
  const isInside = PATH.test(name) && !name.split('/').includes('..')
  if (type !== 'file' || !isInside || name.length > ARCHIVE_LIMITS.pathLength) {
    throw refuseArchive(`holds '${name.slice(0, 80)}', which is no plain file inside the plugin`)
  }
  if (files.has(name)) {
    throw refuseArchive(`holds ${name} twice`)
  }
}

export const refuseArchive = (what: string) =>
  new Refusal({
    code: 'E_ARCHIVE_REFUSED',
    status: 422,
    message: `This archive ${what}, so nothing was published. Pack the plugin again with plugin:pack.`,
  })
