import { momentText } from '~/ui/date_format'

export type Quota = {
  most: number
  unit: 'requests' | 'points'
  every: string | null
  used: number
  closedUntil: string | null
}

export type Vendor = {
  id: string
  sources: string[]
  clients: { plugin: string; way: string; isStored: boolean }[]
  quotas: Quota[]
  endings: string[]
}

const UNITS: Record<string, string> = { D: 'day', H: 'hour', M: 'minute', S: 'second' }

/** `PT1M` is "minute", `PT10S` is "10 seconds". */
function spanText(every: string): string {
  const [, count = '1', unit = ''] = /(\d+)([DHMS])$/.exec(every) ?? []
  const name = UNITS[unit] ?? every
  return count === '1' ? name : `${count} ${name}s`
}

/** How much of a shared limit is used: "1,200 of 15,000 requests per day (8%)". */
export function quotaText({ most, unit, every, used, closedUntil }: Quota): string {
  const share = Math.round((used / most) * 100)
  const span = every ? ` per ${spanText(every)}` : ''
  const text = `${used.toLocaleString()} of ${most.toLocaleString()} ${unit}${span} used (${share}%)`
  return closedUntil ? `${text}. The vendor asked to wait until ${momentText(closedUntil)}.` : text
}
