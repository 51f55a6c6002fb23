import type { Delivery, Outcome } from './types.js'

type Color = 'neutral' | 'success' | 'error' | 'warning' | 'info' | 'primary'

export const OUTCOME_LOOKS: Record<Outcome, { label: string; color: Color; icon: string }> = {
  landed: { label: 'Landed', color: 'success', icon: 'i-lucide-circle-check' },
  ignored: { label: 'Ignored', color: 'neutral', icon: 'i-lucide-circle-slash' },
  waiting: { label: 'Waiting', color: 'info', icon: 'i-lucide-hourglass' },
  failed: { label: 'Failed', color: 'error', icon: 'i-lucide-circle-alert' },
  refused: { label: 'Refused', color: 'warning', icon: 'i-lucide-shield-x' },
}

/** What the sender calls a delivery; without a name of its own it is known here by the sum of its body, which says nothing to people. */
export const nameOf = ({ eventId }: Delivery): string | null =>
  eventId?.startsWith('sha256:') ? null : eventId

const COUNT = new Intl.NumberFormat('en')

/** "3 records", and how often it came where it came more than once. */
export function contentOf({ outcome, records, times }: Delivery): string {
  const parts = [
    ...(outcome === 'landed' && records > 0 ? [plural(records, 'record')] : []),
    ...(times > 1 ? [`received ${COUNT.format(times)} times`] : []),
  ]
  return parts.join(' · ')
}

const plural = (number: number, noun: string) =>
  `${COUNT.format(number)} ${number === 1 ? noun : `${noun}s`}`
