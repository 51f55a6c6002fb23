/**
 * Places at which the fault tests end or freeze a worker. Outside `NODE_ENV=test` with `QD_FAILPOINT`
 * set, a failpoint is a function that does nothing.
 */
export type Failpoint =
  | 'after-fetch'
  | 'before-commit'
  | 'after-commit'
  | 'before-finish'
  | 'after-finish'
  | 'between-steps'

type Reach = (point: Failpoint) => void | Promise<void>

const nothing: Reach = () => {}

/** `QD_FAILPOINT=after-commit:3` ends the process at the third time the point is reached. */
function armed(setting: string): Reach {
  const [name, count = '1'] = setting.split(':')
  let left = Number(count)
  return (point) => {
    if (point === name && --left === 0) {
      process.kill(process.pid, 'SIGKILL')
      // The signal is asynchronous: nothing after this line may run.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    }
  }
}

const setting = process.env.QD_FAILPOINT

export const failpoint: Reach =
  process.env.NODE_ENV === 'test' && setting ? armed(setting) : nothing
