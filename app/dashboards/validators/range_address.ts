import { DateTime } from 'luxon'
import type { MetricQuery } from '#metrics'
import { QUESTION_FORM } from '#dashboards/validators/question_form'

const DAYS = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/
const CURRENCY = /^[A-Z]{3}$/

/** Reads `last_28_days` or `2026-01-01..2026-03-31` from an address; null for anything else. */
export function rangeFrom(text: unknown): MetricQuery['range'] | null {
  const preset = QUESTION_FORM.presets.find((known) => known === text)
  if (preset) {
    return { preset }
  }
  const days = typeof text === 'string' ? text.match(DAYS) : null
  const isRange = days && days[1] <= days[2] && isDay(days[1]) && isDay(days[2])
  return isRange ? { from: days[1], to: days[2] } : null
}

/** 30 February has the form of a day and is none. */
const isDay = (text: string) => DateTime.fromISO(text, { zone: 'utc' }).isValid

export function currencyFrom(text: unknown): string | null {
  return typeof text === 'string' && CURRENCY.test(text) ? text : null
}

/** What addresses of other contexts say in the same way. Each answers null for what it cannot read. */
export const fromAddress = { range: rangeFrom, currency: currencyFrom }
