/**
 * A process of a running installation ends with its launcher, also when that was killed hard: the launcher
 * holds the other end of standard input, and the system closes it.
 */
if (process.env.QD_FLEET === '1') {
  process.stdin.once('end', () => process.kill(process.pid, 'SIGTERM'))
  process.stdin.once('error', () => process.kill(process.pid, 'SIGTERM'))
  process.stdin.resume()
  process.stdin.unref?.()
}

export {}
