/** The part of the package that is used, without the types of a framework that is not. */
declare module 'compression' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Filter = (request: IncomingMessage, response: ServerResponse) => boolean
  type Compress = (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void
  ) => void

  const compression: { (options: { filter: Filter }): Compress; filter: Filter }
  export default compression
}
