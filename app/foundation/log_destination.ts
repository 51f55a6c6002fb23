import { destination } from '@adonisjs/core/logger'

/** Lines that are kept for a disk that has space again; what comes beyond is dropped. */
const KEPT_BYTES = 1024 * 1024

/**
 * Where log lines go: a file or an open descriptor. A log that cannot be written, because its disk is full, never ends the
 * process that works; it goes on where there is space again. Lines are written in this thread: a transport of its own
 * thread dies of its first error and takes the process along.
 */
export function logDestination(dest: string | number) {
  const stream = destination({ dest, mkdir: true, sync: true, maxLength: KEPT_BYTES })
  stream.on('error', () => {})
  return stream
}
