import vine from '@vinejs/vine'
import type { Asking } from '#dashboards'
import { Refusal } from '#foundation'
import { readMetricQuery } from '#metrics'
import { PACE_PERIODS, PACES, periodAround, type PacePeriod } from '#shared/pacing'
import type { GoalAttributes, GoalTarget } from '../types.js'
import { assertAnswerable } from './assert_answerable.js'

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const MOST_TARGETS = 500
const MOST_AMOUNT = 1e15

const day = () => vine.string().regex(DAY)

/** What a page or a program sends of a goal. */
export const GOAL_FORM = vine.create({
  name: vine.string().trim().minLength(1).maxLength(120),
  metric: vine.string().trim().minLength(1).maxLength(200),
  breakdown: vine.string().trim().maxLength(200).nullable().optional(),
  filters: vine.array(vine.any()).maxLength(20).optional(),
  outcome: vine.string().trim().maxLength(200).nullable().optional(),
  aim: vine.enum(['at_least', 'at_most'] as const),
  period: vine.enum(PACE_PERIODS),
  pace: vine.enum(PACES),
  ownerId: vine.string().uuid().nullable().optional(),
  startsOn: day(),
  endsOn: day().nullable().optional(),
  targets: vine
    .array(
      vine.object({
        subject: vine.string().maxLength(500).nullable().optional(),
        label: vine.string().trim().maxLength(200).nullable().optional(),
        from: day(),
        amount: vine.number().range([-MOST_AMOUNT, MOST_AMOUNT]),
      })
    )
    .minLength(1)
    .maxLength(MOST_TARGETS),
})

type Read = Awaited<ReturnType<(typeof GOAL_FORM)['validate']>>

/** Reads a goal that a page or a program sent, and sees that it can be followed. */
export async function readGoal(asking: Asking, input: unknown): Promise<GoalAttributes> {
  const goal = goalFrom(await GOAL_FORM.validate(input), asking.organization.currency)
  await assertAnswerable(asking, goal)
  return goal
}

/** Amounts are kept in the currency that the organization has when they are written down. */
export function goalFrom(read: Read, currency: string): GoalAttributes {
  const { name, aim, period, pace, ownerId, startsOn, endsOn, outcome } = read
  const { filters, breakdowns } = readMetricQuery({
    metrics: [read.metric],
    filters: read.filters ?? [],
    breakdowns: read.breakdown ? [read.breakdown] : [],
    range: { preset: 'yesterday' },
  })
  const starts = startOf(startsOn, period)
  const ends = endsOn ? periodAround(endsOn, period).to : null
  if (ends !== null && ends < starts) {
    throw Refusal.ofField(
      'endsOn',
      'The last period lies before the first one. Choose a later one.'
    )
  }
  return {
    ...{ name, aim, period, pace, ownerId: ownerId ?? null, outcome: outcome || null },
    question: { metrics: [read.metric], filters, breakdowns, currency },
    ...{ startsOn: starts, endsOn: ends },
    targets: targetsFrom(read, starts),
  }
}

const startOf = (at: string, period: PacePeriod) => periodAround(at, period).from

function targetsFrom({ targets, period, breakdown }: Read, starts: string): GoalTarget[] {
  const read = targets.map(({ subject, label, from, amount }) => ({
    subject: breakdown ? (subject ?? '') : '',
    label: subject ? (label ?? subject) : '',
    from: [startOf(from, period), starts].sort()[1],
    amount,
  }))
  const byPlace = new Map(read.map((target) => [`${target.from} ${target.subject}`, target]))
  if (!read.some(({ subject }) => subject === '')) {
    throw Refusal.ofField('targets', 'The target of the whole is missing. Add it.')
  }
  return [...byPlace.values()]
}
