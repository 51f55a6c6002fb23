/** How a person or the system asks this program to stop. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** npm passes on what the terminal has sent to everybody, so that one key press arrives twice. */
const ONE_PRESS_MS = 250

/**
 * Answers two promises: `asked` at the first signal, `hurried` at a later one. It never stops listening:
 * a signal that nobody hears ends this program at once, and leaves the database running.
 */
export function stopSignals({ source = process, now = Date.now } = {}) {
  const asked = Promise.withResolvers()
  const hurried = Promise.withResolvers()
  let first
  const hear = () => {
    first ??= now()
    asked.resolve('asked')
    if (now() - first > ONE_PRESS_MS) {
      hurried.resolve('hurried')
    }
  }
  SIGNALS.forEach((signal) => source.on(signal, hear))
  surviveClosedTerminal()
  return { asked: asked.promise, hurried: hurried.promise }
}

/** Nobody reads the last lines then, but they must not keep the database from being closed. */
function surviveClosedTerminal() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => {})
  }
}
