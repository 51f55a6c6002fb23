import vine from '@vinejs/vine'
import { fromAddress, IDENTIFIER, QUESTION_FORM } from '#dashboards'
import { Refusal } from '#foundation'
import type { ReportSettings } from '#reports/types'

const MOST_VALUES = 500

const settingsValidator = vine.create({
  range: vine.string().maxLength(40),
  comparison: vine.enum(QUESTION_FORM.comparisons),
  currency: vine
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .optional(),
  filters: vine
    .array(
      vine.object({
        dimension: vine.string().trim().regex(IDENTIFIER),
        operator: vine.enum(QUESTION_FORM.operators),
        values: vine.array(vine.string().maxLength(500)).maxLength(MOST_VALUES).optional(),
      })
    )
    .maxLength(QUESTION_FORM.mostFilters)
    .optional(),
})

/** Period (`last_month`, `2026-01-01..2026-01-31`), comparison, currency and filters of a whole report. */
export async function readSettings(given: unknown): Promise<ReportSettings> {
  const { range, comparison, currency, filters } = await settingsValidator.validate(given)
  const read = fromAddress.range(range)
  if (!read) {
    throw Refusal.ofField(
      'range',
      `“${range}” is not a period. Choose one of the list, or give both days: 2026-01-01..2026-01-31.`
    )
  }
  return { range: read, comparison, currency: currency ?? null, filters: filters ?? [] }
}
