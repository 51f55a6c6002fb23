import type { HttpRequest } from '@adonisjs/core/http'
import type { Readable } from 'node:stream'
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
    try {
      stored.push(await storeUpload(part as unknown as Readable, { fileName, organizationId }))
    } catch (error) {
      failure = error
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
