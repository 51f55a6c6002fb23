import vine from '@vinejs/vine'
import { emailAddress, visibleName } from '#identity'
import { timeZone } from '#shared/time_zone'
import { DELEGATED_ROLES } from '../delegated_role.js'
import { CLIENT_ORDERS } from '../queries/list_clients.js'
import type { ClientQuestion } from '../types.js'

/** From an hour of support to a year; null for no end. */
const lastsHours = () => vine.number().withoutDecimals().range([1, 8_760]).nullable().optional()
const role = () => vine.enum(DELEGATED_ROLES)

export const clientValidator = vine.create({
  name: visibleName().minLength(2).maxLength(80),
  timeZone: timeZone(),
  currency: vine.enum(Intl.supportedValuesOf('currency')),
})

export const requestValidator = vine.create({
  email: emailAddress(),
  role: role(),
  reason: vine.string().trim().maxLength(500).nullable().optional(),
  lastsHours: lastsHours(),
})

export const grantValidator = vine.create({ token: vine.string().maxLength(100), role: role() })

export const changeValidator = vine.create({ role: role(), lastsHours: lastsHours() })

const ids = () => vine.array(vine.string().uuid()).maxLength(1_000).distinct()

export const teamValidator = vine.create({
  name: visibleName().maxLength(60),
  members: ids(),
  clients: ids(),
  role: role(),
})

export const pushValidator = vine.create({ clients: ids().minLength(1) })

const RANGES = ['last_7_days', 'last_28_days', 'last_90_days', 'this_month', 'last_month'] as const
const COMPARISONS = ['previous_period', 'previous_year'] as const

/** What the page of clients shows, as its address says it. */
export const clientsAsked = vine.create({
  metric: vine
    .string()
    .regex(/^[a-z][a-z0-9_]{0,79}$/)
    .optional(),
  range: vine.enum(RANGES).optional(),
  comparison: vine.enum(COMPARISONS).optional(),
  currency: vine.enum(Intl.supportedValuesOf('currency')).nullable().optional(),
  order: vine.enum(CLIENT_ORDERS).optional(),
  search: vine.string().trim().maxLength(80).nullable().optional(),
  page: vine.number().withoutDecimals().range([1, 1_000]).optional(),
})

type Asked = Awaited<ReturnType<typeof clientsAsked.validate>>

export const questionOf = ({ metric, range, comparison, currency }: Asked): ClientQuestion => ({
  metric: metric ?? 'revenue',
  range: range ?? 'last_28_days',
  comparison: comparison ?? 'previous_period',
  currency: currency ?? null,
})
