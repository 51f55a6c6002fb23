import vine from '@vinejs/vine'
import { IANAZone } from 'luxon'
import type { FieldContext } from '@vinejs/vine/types'

const knownZone = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value === 'string' && !IANAZone.isValidZone(value)) {
    field.report('Unknown time zone. Choose one from the list.', 'timeZone', field)
  }
})

/** An IANA time zone name, for example `Europe/Amsterdam`. */
export const timeZone = () => vine.string().trim().maxLength(64).use(knownZone())
