import type { HttpRequest } from '@adonisjs/core/http'
import { Refusal } from '#foundation'

/** Refuses a body that is not JSON, instead of reading it as an empty one. */
export function assertJson(request: HttpRequest) {
  if (!request.is(['application/json'])) {
    throw unsupportedMediaType('application/json', request.header('content-type'))
  }
}

export function unsupportedMediaType(wanted: string, given = 'none') {
  return new Refusal({
    code: 'E_MEDIA_TYPE_UNSUPPORTED',
    status: 415,
    message: `This address takes ${wanted}, and the content type of the request is ${given}. Set the Content-Type header.`,
    detail: { accepts: wanted },
  })
}
