import { constants } from 'node:os'
import type { ApplicationService } from '@adonisjs/core/types'

type Ending = Pick<ApplicationService, 'listen' | 'terminate'>

/** What a shell answers for a command that a signal ended. */
const INTERRUPTED = 128

/**
 * Drains, then ends. The framework takes a signal that comes while it still boots for a shutdown, yet boots on:
 * the process would go on with its connections closed, a worker until it is killed.
 */
export function endOnSignal(app: Ending, signals: NodeJS.Signals[]) {
  let isEnding = false
  const end = async (signal: NodeJS.Signals) => {
    if (isEnding) {
      return
    }
    isEnding = true
    await app.terminate()
    // A process that serves was asked to end, and has; a command was kept from its end.
    process.exit(process.env.QD_PROCESS ? 0 : INTERRUPTED + constants.signals[signal])
  }
  for (const signal of signals) {
    app.listen(signal, () => end(signal))
  }
}
