/** Seconds as the longest unit that says enough: "45 s", "12 min", "3 h", "2 d". */
export function ageText(seconds: number): string {
  const units = [
    { unit: 'd', size: 86_400 },
    { unit: 'h', size: 3_600 },
    { unit: 'min', size: 60 },
  ]
  const fitting = units.find(({ size }) => seconds >= 2 * size)
  return fitting ? `${Math.floor(seconds / fitting.size)} ${fitting.unit}` : `${seconds} s`
}

/** A state as the database has it, as a person reads it: `needs_reconnect` is "Needs reconnect". */
export function stateText(state: string): string {
  const words = state.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const JOB_STATES = [
  { value: 'failed', label: 'Failed' },
  { value: 'dead', label: 'Dead letters' },
  { value: 'active', label: 'Running' },
  { value: 'waiting', label: 'Waiting' },
]

export type Job = {
  id: string
  queue: string
  state: string
  organization: string | null
  retries: number
  createdAt: string
  startedAt: string | null
  startsAt: string
  error: string | null
}

export type Queue = {
  name: string
  waiting: number
  later: number
  active: number
  failed: number
  deadLetters: number
  oldestSeconds: number | null
}
