import vine from '@vinejs/vine'
import { USES } from '#mapping'
import { OUTCOMES } from '../queries/list_deliveries.js'

export const deliveryFilterValidator = vine.create({
  outcome: vine.enum(OUTCOMES).optional(),
  records: vine.string().maxLength(200).optional(),
  page: vine.number().withoutDecimals().min(1).max(100_000).optional(),
})

/** Left out where a new one is made here. */
export const secretValidator = vine.create({
  secret: vine.string().trim().minLength(8).maxLength(1_000).optional(),
})

export const mappingValidator = vine.create({
  records: vine.string().maxLength(200),
  fields: vine
    .array(
      vine.object({
        path: vine.string().maxLength(1_000),
        use: vine.enum(USES),
        metric: vine.string().maxLength(200).optional(),
      })
    )
    .maxLength(200),
})
