import { PassThrough } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { acceptUpload, discardUpload, type StoredFile } from '#imports'
import { unsupportedMediaType } from './media_type.js'

/** Content types of a file that is the body itself. JSON files come as octet-stream, because JSON is read as a form. */
export const FILE_TYPES = [
  'application/octet-stream',
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/x-ndjson',
  'application/gzip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]

/** The bytes of the multipart body around the file. The file itself is limited where it is stored. */
const MULTIPART_LIMIT = '1100mb'

export interface Received {
  file: StoredFile
  /** Query parameters, and fields of a multipart form. */
  fields: Record<string, unknown>
}

/** Streams the file of a request to the uploads folder, from a form or as the body. */
export async function receiveFile(ctx: HttpContext): Promise<Received> {
  const { request } = ctx
  if (request.is(['multipart/form-data'])) {
    return receiveForm(ctx)
  }
  if (!request.hasBody()) {
    throw noFile('The request has no body, so nothing was imported. Send the file as the body.')
  }
  if (!request.is(FILE_TYPES)) {
    throw unsupportedMediaType(
      `multipart/form-data, ${FILE_TYPES.join(', ')}`,
      request.header('content-type')
    )
  }
  const fields = queryOf(request)
  const named = [fields.file_name, fields.name].find((name) => typeof name === 'string')
  const fileName = named ?? 'upload'
  const file = await acceptUpload(request.request, {
    fileName,
    organizationId: ctx.organization.id,
  })
  return { file, fields }
}

/**
 * The query as it was sent: the framework's own reading parts values at commas, and a mapping has some. A repeated
 * parameter is a list.
 */
function queryOf({ request }: HttpContext['request']): Record<string, unknown> {
  const query = new URLSearchParams(request.url?.split('?')[1] ?? '')
  const names = [...new Set(query.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    })
  )
}

async function receiveForm({ request, organization }: HttpContext): Promise<Received> {
  let file: StoredFile | undefined
  let failure: unknown
  let parts = 0
  request.multipart.onFile('file', {}, async (part, report) => {
    const content = part.on('data', report).pipe(new PassThrough())
    part.on('error', (error) => content.destroy(error))
    try {
      assertFirst(++parts)
      file = await acceptUpload(content, {
        fileName: part.filename ?? 'upload',
        organizationId: organization.id,
      })
    } catch (error) {
      failure = error
      part.resume()
    }
  })
  await request.multipart.process({ limit: MULTIPART_LIMIT })
  if (failure) {
    await (file ? discardUpload(file.path) : undefined)
    throw failure
  }
  if (!file) {
    throw noFile(
      'The form has no file in the field "file", so nothing was imported. Add it, or send the file as the body.'
    )
  }
  const fields = Object.entries(request.body()).filter(([name]) => name !== 'file')
  return { file, fields: { ...queryOf(request), ...Object.fromEntries(fields) } }
}

/** A second file would be dropped without a word. */
function assertFirst(part: number) {
  if (part > 1) {
    throw new Refusal({
      code: 'E_FILES_MANY',
      status: 422,
      message:
        'The form has more than one file, so nothing was imported. Send each file with a request of its own.',
    })
  }
}

const noFile = (message: string) => new Refusal({ code: 'E_FILE_MISSING', status: 422, message })
