const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** Milliseconds of an ISO-8601 duration of days, hours, minutes and seconds. */
export function durationMs(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(duration) ?? []
  return (
    (Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
  )
}

/** `Retry-After` and its relatives: seconds, `12s`, or an HTTP date. Undefined where unreadable. */
export function waitSeconds(value: unknown, now: Date): number | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') {
    return undefined
  }
  const seconds = /^(\d+(?:\.\d+)?)s?$/.exec(text.trim())
  if (seconds) {
    return Math.ceil(Number(seconds[1]))
  }
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1_000))
}
