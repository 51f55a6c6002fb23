import { HttpRequest } from '@adonisjs/core/http'
import { newId } from '#foundation'

/** What proxies and programs use: UUIDs, hexadecimal numbers, dotted names. No blanks, no markup, no line ends. */
const SAFE = /^[A-Za-z0-9._-]{1,128}$/

const HEADER = 'x-request-id'

/**
 * The id of a request stands in every log line, in error pages and in the rows of runs. One from outside is taken over only
 * where it can do no harm there; otherwise the request gets its own. The server asks for the id before anything else.
 */
HttpRequest.macro('id', function (this: HttpRequest) {
  const { headers } = this.request
  const given = headers[HEADER]
  const id = typeof given === 'string' && SAFE.test(given) ? given : newId()
  headers[HEADER] = id
  return id
})
