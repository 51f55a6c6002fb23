import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { nameFault } from '#shared/visible_text'

const visible = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  const fault = typeof value === 'string' ? nameFault(value) : undefined
  if (fault) {
    field.report(fault, 'visible', field)
  }
})

/** What somebody calls a thing or themselves, for lists in which others find it again. */
export const visibleName = () => vine.string().trim().minLength(1).use(visible())
