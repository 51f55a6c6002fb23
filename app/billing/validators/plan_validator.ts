import vine from '@vinejs/vine'

export const planValidator = vine.create({
  plan: vine.string().maxLength(40),
  packs: vine.record(vine.number().min(0).max(1_000).withoutDecimals()).optional(),
})

export const couponValidator = vine.create({
  code: vine.string().trim().minLength(1).maxLength(40),
})

const text = (length: number) => vine.string().trim().maxLength(length).nullable()

export const settingsValidator = vine.create({
  legalName: text(200),
  email: vine.string().trim().email().maxLength(254).nullable(),
  street: text(200),
  postalCode: text(20),
  city: text(100),
  country: vine
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  taxId: vine
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9 .-]{4,20}$/)
    .nullable(),
  /** In whole units of the currency; cents are ours. */
  cap: vine.number().min(0).max(1_000_000).withoutDecimals(),
})
