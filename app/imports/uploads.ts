import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, statfs, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { newId, Refusal } from '#foundation'
import { MAX_FILE_BYTES } from './reading/limits.js'

/** What an upload leaves free, so that the database beside it never runs out. */
const SPARE_DISK_BYTES = 1024 ** 3
const HELD_AGAIN_MS = 60_000
const FREE_SPACE_CHECK_BYTES = 64 * 1024 ** 2

/** A file that lies where imports read it from. */
export interface StoredFile {
  fileName: string
  path: string
  byteSize: number
  checksum: string
}

export function uploadsFolder(): string {
  return join(env.get('DATA_DIR') ?? app.makePath('tmp'), 'uploads')
}

/** Streams an upload to the uploads folder, however large it is. Nothing stays of a refused one. */
export async function storeUpload(
  content: Readable,
  { fileName, organizationId }: { fileName: string; organizationId: string }
): Promise<StoredFile> {
  const folder = join(uploadsFolder(), organizationId)
  const path = join(folder, newId())
  const meter = new UploadMeter(folder)
  try {
    await mkdir(folder, { recursive: true })
    await whileHeld(path, () => pipeline(content, meter, createWriteStream(path, { mode: 0o600 })))
  } catch (error) {
    await rm(path, { force: true })
    throw explainUpload(error as NodeJS.ErrnoException)
  }
  return { fileName: nameOf(fileName), path, byteSize: meter.byteSize, checksum: meter.checksum() }
}

/**
 * A file that nobody has touched for a while belongs to nobody (`sweep_uploads.ts`): whoever works on one that no
 * import names yet keeps it young.
 */
export async function whileHeld<Result>(path: string, work: () => Promise<Result>) {
  const touch = () => utimes(path, new Date(), new Date()).catch(() => undefined)
  const timer = setInterval(touch, HELD_AGAIN_MS)
  try {
    await touch()
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/** Removes an upload whose rows have landed; files of other places are not ours to remove. */
export async function discardUpload(path: string) {
  if (path.startsWith(uploadsFolder())) {
    await rm(path, { force: true })
  }
}

/** Only the last part of a path, without control characters: shown, never opened. */
function nameOf(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? ''
  return last.replace(/\p{Cc}/gu, '').slice(0, 200) || 'upload'
}

class UploadMeter extends Transform {
  byteSize = 0
  private nextCheck = 0
  private readonly hash: Hash = createHash('sha256')

  constructor(private readonly folder: string) {
    super()
  }

  checksum() {
    return this.hash.digest('hex')
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void) {
    this.hash.update(chunk)
    this.byteSize += chunk.length
    this.check().then(
      () => {
        this.push(chunk)
        done()
      },
      (error) => done(error)
    )
  }

  private async check() {
    if (this.byteSize > MAX_FILE_BYTES) {
      throw new Refusal({
        code: 'E_FILE_TOO_LARGE',
        status: 413,
        message:
          'The file is larger than 1 GB. Split it, or compress it with gzip, and upload the parts one after the other.',
      })
    }
    if (this.byteSize >= this.nextCheck) {
      this.nextCheck = this.byteSize + FREE_SPACE_CHECK_BYTES
      await assertSpace(this.folder)
    }
  }
}

async function assertSpace(folder: string) {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < SPARE_DISK_BYTES) {
    throw diskFull()
  }
}

function diskFull() {
  return new Refusal({
    code: 'E_DISK_FULL',
    status: 507,
    message:
      'The server has too little disk space for this file, so it was not stored. Ask the operator to free space, then upload it again.',
  })
}

function explainUpload(error: NodeJS.ErrnoException): Error {
  if (error.code === 'ENOSPC') {
    return diskFull()
  }
  if (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new Refusal({
      code: 'E_UPLOAD_INTERRUPTED',
      status: 400,
      message: 'The upload was interrupted, so nothing was stored. Upload the file again.',
    })
  }
  return error
}
