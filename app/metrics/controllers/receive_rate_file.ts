import type { HttpRequest } from '@adonisjs/core/http'
import { Refusal } from '#foundation'

const LARGEST_BYTES = 10 * 1024 ** 2
/** Room for the other field of the form. */
const FORM_LIMIT = '11mb'

interface RateUpload {
  bytes: Buffer
  fileName: string
  /** Who published the rates, where the person said it. */
  source: string | null
}

/** The one file of the form, held in memory: a century of rates of thirty currencies is 4 MB. */
export async function receiveRateFile(request: HttpRequest): Promise<RateUpload> {
  if (!request.is(['multipart/form-data'])) {
    throw refuse('No file was sent. Choose the file with the rates and send it again.')
  }
  const chunks: Buffer[] = []
  let size = 0
  let fileName: string | undefined
  request.multipart.onFile('file', {}, async (part, report) => {
    fileName = part.filename ?? 'rates'
    part.on('data', report)
    for await (const chunk of part as unknown as AsyncIterable<Buffer>) {
      size += chunk.length
      chunks.push(...(size <= LARGEST_BYTES ? [chunk] : []))
    }
  })
  await request.multipart.process({ limit: FORM_LIMIT })
  if (fileName === undefined) {
    throw refuse('No file was sent. Choose the file with the rates and send it again.')
  }
  if (size > LARGEST_BYTES) {
    throw refuse(
      'This file is larger than 10 MB, so it was not read. Leave out the years that you have no amounts of.'
    )
  }
  const source: unknown = request.input('source')
  return {
    bytes: Buffer.concat(chunks),
    fileName,
    source: typeof source === 'string' ? source : null,
  }
}

function refuse(message: string) {
  return new Refusal({ code: 'E_FILE_MISSING', status: 422, message })
}
