import vine from '@vinejs/vine'

const ORIGIN = /^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/i

export const linkValidator = vine.create({
  kind: vine.enum(['link', 'embed'] as const),
  name: vine.string().trim().minLength(1).maxLength(120),
  password: vine.string().minLength(8).maxLength(200).optional(),
  /** The last day on which it opens, at the end of it. */
  lastDay: vine
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
    .optional(),
  parents: vine
    .array(vine.string().regex(ORIGIN))
    .minLength(1)
    .maxLength(20)
    .optional()
    .requiredWhen('kind', '=', 'embed'),
})
