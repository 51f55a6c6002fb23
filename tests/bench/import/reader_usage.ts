import { readFileSync, readdirSync } from 'node:fs'

/** Linux counts CPU time in ticks of this length (`getconf CLK_TCK` is 100 everywhere). */
const TICKS_PER_SECOND = 100
const LOOK_EVERY_MS = 50

export interface ReaderUsage {
  cpuSeconds: number
  peakMegabytes: number
}

/** Watches the child processes of this one through `/proc`; where there is none, nothing is known. */
export function watchReaders() {
  const seen = new Map<string, ReaderUsage>()
  const timer = setInterval(() => children().forEach((pid) => look(pid, seen)), LOOK_EVERY_MS)
  return {
    stop(): ReaderUsage | null {
      clearInterval(timer)
      const all = [...seen.values()]
      return all.length === 0 ? null : all.reduce(larger)
    },
  }
}

function children(): string[] {
  try {
    const tasks = readdirSync('/proc/self/task')
    return tasks.flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean)
    )
  } catch {
    return []
  }
}

function look(pid: string, seen: Map<string, ReaderUsage>) {
  try {
    const times = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    const cpuSeconds = (Number(times[11]) + Number(times[12])) / TICKS_PER_SECOND
    const peakMegabytes = Math.round(Number(peak?.[1] ?? 0) / 1024)
    // A process that has just ended still has times, but no memory.
    seen.set(pid, { cpuSeconds, peakMegabytes: Math.max(peakMegabytes, peakOf(seen.get(pid))) })
  } catch {
    // It ended between two looks; what was seen last stands.
  }
}

function peakOf(usage: ReaderUsage | undefined): number {
  return usage?.peakMegabytes ?? 0
}

/** The process that looks at the file first ends soon; the one that reads it all counts. */
function larger(left: ReaderUsage, right: ReaderUsage): ReaderUsage {
  return left.cpuSeconds > right.cpuSeconds ? left : right
}
