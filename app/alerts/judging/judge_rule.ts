import { entriesSince } from '#audit'
import type { Asking } from '#dashboards'
import { listSources } from '#sync'
import { Refusal } from '#foundation'
import type { Rule } from '../rules/rule.js'
import { withGoal } from '../rules/with_goal.js'
import type { Thread } from '../incidents/correlate.js'
import type { Breach } from '../types.js'
import type { AskedRule } from '../asking/ask_series.js'
import { findBreaches } from './find_breaches.js'
import { metricName } from './metric_name.js'
import { sentenceOf } from './sentences.js'

/** A breach that is about to be written down. */
export interface NewBreach extends Thread, Breach {
  rule: Rule
  label: string
  unit: string
  currency: string | null
  message: string
}

/** What one rule came to. */
export interface Verdict {
  rule: Rule
  breaches: NewBreach[]
  judgedUntil: string | null
  seenSequence: number | null
  notJudged: string | null
}

type Gather = (asking: Asking, rule: Rule) => Promise<Verdict>

/** Judges one rule, whatever it watches. */
export const judgeRule: Gather = (asking, rule) => {
  switch (rule.kind) {
    case 'sync_failure':
      return failedSyncs(asking, rule)
    case 'security_event':
      return securityEvents(asking, rule)
    default:
      return metricBreaches(asking, rule)
  }
}

const metricBreaches: Gather = async (asking, rule) => {
  const asked = await withItsGoal(asking, rule as Rule & AskedRule)
  if (typeof asked === 'string') {
    const { judgedUntil } = rule
    return { rule, breaches: [], judgedUntil, seenSequence: null, notJudged: asked }
  }
  const found = await findBreaches(asking, asked)
  const { judgedUntil, notJudged, breaches } = found
  const metric = breaches.length > 0 ? await metricName(asking, asked.question) : ''
  const { unit = 'number', currency = null, sources = [] } = found.asked ?? {}
  return {
    ...{ rule, judgedUntil, notJudged, seenSequence: null },
    breaches: breaches.map((breach) => ({
      ...{ ...breach, rule, ruleId: rule.id, priority: rule.priority, unit, currency, sources },
      message: sentenceOf(breach, asked, {
        ...{ metric, label: breach.label, unit, currency },
        every: rule.watch.every,
      }),
    })),
  }
}

/** The rule with what its goal says, or the sentence why there is none. */
async function withItsGoal({ tenant }: Asking, rule: Rule & AskedRule) {
  try {
    return await withGoal(tenant, rule)
  } catch (error) {
    if (error instanceof Refusal) {
      return error.message
    }
    throw error
  }
}

const failedSyncs: Gather = async ({ tenant, now, organization }, rule) => {
  const sources = await listSources(tenant)
  const watched = rule.kind === 'sync_failure' ? rule.condition.sources : []
  const day = now.setZone(organization.timeZone).toISODate()!
  const failing = sources.filter(
    ({ id, state, latestRun }) =>
      (watched.length === 0 || watched.includes(id)) &&
      (state === 'needs_reconnect' || latestRun?.status === 'failed')
  )
  return {
    ...{ rule, judgedUntil: null, seenSequence: null, notJudged: null },
    breaches: failing.map(({ id, name, stateReason, latestRun }) => ({
      ...withoutNumber(rule, { day, subject: id, label: name }),
      sources: [id],
      message: `${name} does not sync. ${stateReason ?? latestRun?.errorMessage ?? 'The sync retries automatically.'}`,
    })),
  }
}

const securityEvents: Gather = async ({ tenant, organization }, rule) => {
  const actions = rule.kind === 'security_event' ? rule.condition.actions : []
  const { entries, latest } = await entriesSince(tenant, rule.seenSequence, actions)
  return {
    ...{ rule, judgedUntil: null, seenSequence: latest, notJudged: null },
    breaches: entries.map(({ sequence, at, actorName, action }) => ({
      ...withoutNumber(rule, {
        day: dayIn(at, organization.timeZone),
        subject: String(sequence),
        label: action,
      }),
      sources: [],
      message: `${actorName ?? 'The system'}: ${wordsOf(action)} (entry ${sequence} of the audit log).`,
    })),
  }
}

const wordsOf = (action: string) => action.replaceAll(/[._]/g, ' ')
const dayIn = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)

function withoutNumber(
  rule: Rule,
  { day, subject, label }: { day: string; subject: string; label: string }
) {
  return {
    ...{ day, subject, label, rule, ruleId: rule.id, priority: rule.priority },
    ...{ value: null, expected: null, direction: 'none' as const, unit: 'none', currency: null },
  }
}
