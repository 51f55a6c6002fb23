import logger from '@adonisjs/core/services/logger'

const COMPLAINTS_APART_MS = 60_000
const complaints = new Map<string, number>()

/** A database that is away makes every queue complain at every turn: once a minute says as much. */
export function complain(error: Error & { code?: string }) {
  const about = error.code ?? error.message
  const last = complaints.get(about) ?? 0
  if (Date.now() - last >= COMPLAINTS_APART_MS) {
    complaints.set(about, Date.now())
    logger.error({ err: error }, 'job queue')
  }
}
