import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { Refusal } from '#foundation'

const MOST_DAYS = 1_100
const MOST_LETTERS = 500

const day = () => vine.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** Days that are asked about. */
export const daysValidator = vine.create({ from: day(), to: day() })

export const annotationValidator = vine.create({
  text: vine.string().trim().minLength(1).maxLength(MOST_LETTERS),
  from: day(),
  /** The same day when left out. */
  to: day().optional(),
})

/** 30 February has the form of a day and is none, and the end may not come before the beginning. */
export function assertDays({ from, to }: { from: string; to: string }) {
  const [first, last] = [from, to].map((text) => DateTime.fromISO(text, { zone: 'utc' }))
  const isRange = first.isValid && last.isValid && from <= to
  if (!isRange || last.diff(first, 'days').days > MOST_DAYS) {
    throw Refusal.ofField(
      'to',
      `“${from}” to “${to}” is not a period of at most three years. Give two days as YYYY-MM-DD, the earlier one first.`
    )
  }
}
