import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import type { FieldContext } from '@vinejs/vine/types'

/** Nobody measured marketing by the day before, and a reading from the year 1 would ask a vendor for 24,000 months. */
const FIRST_DAY = '2000-01-01'

const readableDay = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  const text = String(value)
  if (!DateTime.fromFormat(text, 'yyyy-MM-dd', { zone: 'utc' }).isValid) {
    field.report('This is not a valid date. Write it as YYYY-MM-DD.', 'day', field)
  } else if (text < FIRST_DAY) {
    field.report(`Data before ${FIRST_DAY} is not synced. Choose a later day.`, 'day', field)
  }
})

/** A day of the calendar that a source can be read from, `YYYY-MM-DD`. */
export const day = () => vine.string().maxLength(10).use(readableDay())
