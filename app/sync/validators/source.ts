import vine from '@vinejs/vine'
import { visibleName } from '#identity'
import { day } from './day.js'

const FIVE_MINUTES = 5
const A_WEEK_MINUTES = 7 * 24 * 60

export const sourceSettingsValidator = vine.create({
  name: visibleName().maxLength(120).optional(),
  syncEveryMinutes: vine
    .number()
    .withoutDecimals()
    .min(FIVE_MINUTES)
    .max(A_WEEK_MINUTES)
    .optional(),
  streams: vine.record(vine.boolean()).optional(),
  addsAccounts: vine.boolean().optional(),
  accounts: vine.array(vine.string().maxLength(200)).maxLength(5_000).optional(),
})

/** A sync now, or with a range a backfill of those days. */
export const syncRequestValidator = vine.create({
  from: day().optional(),
  to: day().optional().requiredIfExists('from'),
})

export const rejectionFilterValidator = vine.create({
  run: vine.string().uuid().optional(),
  stream: vine.string().maxLength(200).optional(),
  code: vine.string().maxLength(100).optional(),
  search: vine.string().trim().maxLength(200).optional(),
  page: vine.number().withoutDecimals().min(1).max(100_000).optional(),
})

/** The name of the source, typed by hand, so that nobody removes a source by a slip. */
export const removalValidator = vine.create({
  confirmation: vine.string().maxLength(200),
})
