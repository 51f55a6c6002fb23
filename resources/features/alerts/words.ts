import { momentText } from '~/ui/date_format'
import { formatNumber } from '~/ui/number_format'
import type { IncidentEntry, IncidentState, Judgement, Priority, RuleKind } from './types.js'

type Tone = 'success' | 'warning' | 'error' | 'info' | 'neutral' | 'primary'
type Look = { label: string; icon: string; tone: Tone }

export const STATE_LOOKS: Record<IncidentState, Look> = {
  open: { label: 'Open', icon: 'i-lucide-circle-alert', tone: 'error' },
  acknowledged: { label: 'Acknowledged', icon: 'i-lucide-hand', tone: 'primary' },
  snoozed: { label: 'Snoozed', icon: 'i-lucide-alarm-clock', tone: 'info' },
  resolved: { label: 'Resolved', icon: 'i-lucide-circle-check', tone: 'success' },
  auto_dismissed: { label: 'Back to normal', icon: 'i-lucide-circle-check', tone: 'neutral' },
}

export const PRIORITY_LOOKS: Record<Priority, Look> = {
  critical: { label: 'Critical', icon: 'i-lucide-flame', tone: 'error' },
  high: { label: 'High', icon: 'i-lucide-chevrons-up', tone: 'warning' },
  medium: { label: 'Medium', icon: 'i-lucide-chevron-up', tone: 'info' },
  low: { label: 'Low', icon: 'i-lucide-chevron-down', tone: 'neutral' },
}

/** What a kind of rule watches for, in the words of the builder. */
export const KINDS: Record<RuleKind, { label: string; help: string }> = {
  threshold: { label: 'Limit', help: 'Fires when the number is above or below a value.' },
  change: { label: 'Change', help: 'Fires when the number moved by more than a percentage.' },
  anomaly: {
    label: 'Anomaly',
    help: 'Learns what is normal for each weekday and season, and fires on what is not.',
  },
  budget: { label: 'Budget pace', help: 'Fires when spending runs ahead of or behind a budget.' },
  goal: { label: 'Goal pace', help: 'Fires when a goal will be missed at this pace.' },
  no_data: { label: 'No data', help: 'Fires when a number has stopped arriving.' },
  sync_failure: { label: 'Failed sync', help: 'Fires when a source cannot be synced.' },
  security_event: { label: 'Security event', help: 'Fires on actions in the audit log.' },
}

const ENTRY_WORDS: Record<string, string> = {
  opened: 'The incident was opened.',
  breached: 'It happened again.',
  acknowledged: 'acknowledged it.',
  snoozed: 'snoozed it',
  woken: 'The snooze ended.',
  resolved: 'resolved it.',
  reopened: 'reopened it.',
  dismissed: 'Back to normal: dismissed automatically.',
  commented: 'commented:',
}

type Detail = IncidentEntry['detail']
type Names = (id: string) => string

/** Entries that say more than that they happened. */
const TOLD: Record<string, (detail: Detail, nameOf: Names) => string | null> = {
  assigned: ({ to }, nameOf) => (to ? `assigned it to ${nameOf(String(to))}.` : 'unassigned it.'),
  snoozed: ({ until }) => (until ? `snoozed it until ${momentText(String(until))}.` : null),
  resolved: ({ wasFalseAlarm }) => (wasFalseAlarm ? 'resolved it as a false alarm.' : null),
  dismissed: ({ ruleDeleted }) => (ruleDeleted ? 'Its rule was deleted.' : null),
}

/** One line of the history. */
export function entryText({ kind, actor, detail }: IncidentEntry, nameOf: Names): string {
  const said = TOLD[kind]?.(detail, nameOf) ?? ENTRY_WORDS[kind] ?? kind
  return actor ? `${actor} ${said}` : said
}

const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

const AGAINST = {
  previous: 'the period before',
  week_before: 'the same weekday a week before',
  year_before: 'a year before',
}
const WAYS = { up: 'rises', down: 'falls', either: 'moves' }
const PACES = { over: 'ahead of', under: 'behind', either: 'off' }

/** When a rule fires, as the end of a sentence that begins with its metric. */
export function conditionText({ kind, condition }: Judgement): string {
  switch (kind) {
    case 'threshold':
      return `is ${condition.direction} ${formatNumber({ value: condition.value, unit: 'number' })}`
    case 'change':
      return `${WAYS[condition.direction]} by more than ${condition.percent} % against ${AGAINST[condition.against]}`
    case 'anomaly':
      return `is unusual for the day (${condition.sensitivity} sensitivity, at least ${condition.minimumPercent} %)`
    case 'no_data':
      return `has no data for ${plural(condition.afterDays, 'day')}`
    case 'sync_failure':
      return condition.sources.length === 0
        ? 'any source fails to sync'
        : `one of ${plural(condition.sources.length, 'source')} fails to sync`
    case 'security_event':
      return `one of ${plural(condition.actions.length, 'action')} happens`
    default:
      return `is more than ${condition.tolerancePercent} % ${PACES[condition.direction]} the pace of ${formatNumber({ value: condition.amount, unit: 'number' })} a ${condition.period}`
  }
}
