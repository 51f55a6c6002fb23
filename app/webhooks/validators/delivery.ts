import vine from '@vinejs/vine'
import { OUTCOMES } from '../queries/list_deliveries.js'

export const deliveryFilterValidator = vine.create({
  outcome: vine.enum(OUTCOMES).optional(),
  page: vine.number().withoutDecimals().min(1).max(100_000).optional(),
})

/** Left out where a new one is made here. */
export const secretValidator = vine.create({
  secret: vine.string().trim().minLength(8).maxLength(1_000).optional(),
})
