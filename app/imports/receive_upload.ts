import type { HttpRequest } from '@adonisjs/core/http'
import { finished, PassThrough, type Readable } from 'node:stream'
import { Refusal } from '#foundation'
import { MAX_FILE_BYTES } from './reading/limits.js'
import { discardUpload, storeUpload, type StoredFile } from './uploads.js'

/** Room for the other fields of the form. */
const FORM_BYTES = 1024 * 1024

/** Takes the one file of a form, streamed to disk: the request is never held in memory. */
export async function receiveUpload(
  request: HttpRequest,
  organizationId: string
): Promise<StoredFile> {
  if (!request.is(['multipart/form-data'])) {
    throw noFile()
  }
  const stored: StoredFile[] = []
  let failure: unknown
  request.multipart.onFile('file', { deferValidations: true }, async (part) => {
    const fileName = part.filename ?? 'upload'
    const body = part as unknown as Readable
    try {
      stored.push(await storeUpload(copyOf(body), { fileName, organizationId }))
    } catch (error) {
      failure = error
      // Read to its end: a browser that is still sending never reads why, it only sees the connection cut.
      body.resume()
      throw error
    }
  })
  try {
    await request.multipart.process({ limit: MAX_FILE_BYTES + FORM_BYTES })
    assertKept(failure)
  } catch (error) {
    await discardAll(stored)
    throw error
  }
  const [first, ...others] = stored
  await discardAll(others)
  if (!first) {
    throw noFile()
  }
  return first
}

/** A stream of its own, so that a copy that cannot be kept does not close the connection it comes over. */
function copyOf(body: Readable): Readable {
  const copy = body.pipe(new PassThrough())
  finished(body, (error) => {
    if (error) {
      copy.destroy(error)
    }
  })
  return copy
}

/** The form's reader marks the file and goes on, as if none had come: the reason is what the person needs. */
function assertKept(failure: unknown) {
  if (failure !== undefined) {
    throw failure
  }
}

async function discardAll(files: StoredFile[]) {
  await Promise.all(files.map(({ path }) => discardUpload(path)))
}

function noFile() {
  return new Refusal({
    code: 'E_NO_FILE',
    status: 422,
    message: 'No file arrived. Choose a CSV, XLSX, JSON or NDJSON file and upload it again.',
  })
}
