import vine from '@vinejs/vine'
import { visibleName } from '#identity'
import { day } from './day.js'

/** Held against the connector's own schema, which says what is wrong. */
const settings = () => vine.record(vine.any().nullable())
const credentials = () => vine.record(vine.string().maxLength(10_000)).optional()

export const connectValidator = vine.create({
  pluginId: vine.string().maxLength(120),
  connector: vine.string().maxLength(120),
  mode: vine.enum(['live', 'sandbox'] as const),
  authName: vine.string().maxLength(120).optional(),
  name: visibleName().maxLength(120).optional(),
  credentials: credentials(),
  consentOf: vine.string().uuid().optional(),
  settings: settings().optional(),
})

export const beginningValidator = vine.create({
  backfillFrom: day().optional(),
})

export const reconnectValidator = vine.create({ credentials: credentials() })

export const connectorSettingsValidator = vine.create({
  settings: settings(),
  numbers: vine.enum(['keep', 'again'] as const).optional(),
})
