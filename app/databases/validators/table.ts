import vine from '@vinejs/vine'
import { USES } from '#mapping'

const table = () =>
  vine.object({ schema: vine.string().maxLength(128), name: vine.string().maxLength(128) })
/** What is looked at stands in the address, which has its limits. */
const query = () => vine.string().trim().minLength(1).maxLength(4_000)

/** What is looked at: a table, or a query; neither at first. */
export const lookValidator = vine.create({
  schema: vine.string().maxLength(128).optional(),
  name: vine.string().maxLength(128).optional().requiredIfExists('schema'),
  query: query().optional(),
})

export const tableValidator = vine.create({
  title: vine.string().trim().minLength(1).maxLength(80),
  table: table().optional(),
  query: query().optional().requiredIfMissing('table'),
  fields: vine
    .array(
      vine.object({
        path: vine.string().maxLength(200),
        use: vine.enum(USES),
        metric: vine.string().maxLength(200).optional(),
      })
    )
    .maxLength(200),
})
