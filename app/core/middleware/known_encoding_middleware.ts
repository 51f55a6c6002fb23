import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#foundation'

/** Those that the reader of bodies can unpack. */
const ENCODINGS = ['identity', 'gzip', 'deflate', 'br']

/** Refuses a body that is packed in a way nobody here can unpack; its reader would only fail. */
export default class KnownEncodingMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const encoding = request.header('content-encoding')
    if (encoding !== undefined && !ENCODINGS.includes(encoding)) {
      throw new Refusal({
        code: 'E_ENCODING_UNKNOWN',
        status: 415,
        message:
          'The body is packed in a way that cannot be unpacked here, so nothing was changed. Send it plain, or with gzip, deflate or br.',
      })
    }
    return next()
  }
}
