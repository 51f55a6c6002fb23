import vine from '@vinejs/vine'
import { visibleName } from '#identity'
import { COLOUR } from '../colours.js'

const name = () => visibleName().minLength(2).maxLength(60)

export const brandValidator = vine.create({
  name: name(),
  colour: vine.string().trim().toLowerCase().regex(COLOUR),
  helpUrl: vine
    .string()
    .trim()
    .url({ protocols: ['https'], require_protocol: true })
    .maxLength(300)
    .nullable()
    .optional(),
  senderName: name(),
  senderAddress: vine.string().trim().toLowerCase().email().maxLength(254).nullable().optional(),
})

/** A picture as base64, somewhat longer than its bytes. */
export const pictureValidator = vine.create({ content: vine.string().maxLength(360_000) })

export const hostValidator = vine.create({ host: vine.string().trim().maxLength(253) })

export const clientsValidator = vine.create({
  clients: vine.array(vine.string().uuid()).maxLength(1_000).distinct(),
})
