import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { emailAddress, newPassword, visibleName } from '#identity'
import { timeZone } from '#shared/time_zone'
import { API_SCOPES } from '#organizations/api_keys'
import { ROLES } from '#organizations/roles'

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

const knownCurrency = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value === 'string' && !CURRENCIES.has(value)) {
    field.report('Unknown currency. Choose one from the list.', 'currency', field)
  }
})

const currency = () => vine.string().trim().toUpperCase().fixedLength(3).use(knownCurrency())
const personName = () => visibleName().maxLength(100)
const organizationName = () => visibleName().minLength(2).maxLength(80)

export const signUpValidator = vine.create({
  fullName: personName(),
  organizationName: organizationName(),
  email: emailAddress(),
  password: newPassword(),
  timeZone: timeZone(),
  currency: currency(),
})

export const organizationValidator = vine.create({
  name: organizationName(),
  timeZone: timeZone(),
  currency: currency(),
})

export const inviteValidator = vine.create({ email: emailAddress(), role: vine.enum(ROLES) })

export const roleValidator = vine.create({ role: vine.enum(ROLES) })

export const transferValidator = vine.create({ member: vine.string().uuid() })

export const acceptValidator = vine.create({
  fullName: personName(),
  password: newPassword(),
  timeZone: timeZone(),
})

export const apiKeyValidator = vine.create({
  name: visibleName().maxLength(60),
  scopes: vine.array(vine.enum(API_SCOPES)).minLength(1).distinct(),
})
