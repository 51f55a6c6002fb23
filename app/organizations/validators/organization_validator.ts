import ipaddr from 'ipaddr.js'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { emailAddress, newPassword, visibleName } from '#identity'
import { timeZone } from '#shared/time_zone'
import { API_SCOPES } from '#organizations/api_keys'
import { allPermissions } from '#organizations/roles'

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

/** A built-in role by its name, one of the organization's own by its id. */
const roleText = () => vine.string().maxLength(40)
/** As whom the members of an own role count where something is shared with a role. */
const BASES = ['manager', 'analyst', 'viewer', 'client'] as const

export const inviteValidator = vine.create({ email: emailAddress(), role: roleText() })

export const roleValidator = vine.create({ role: roleText() })

export const customRoleValidator = () =>
  vine.create({
    name: visibleName().maxLength(40),
    base: vine.enum(BASES),
    permissions: vine.array(vine.enum(allPermissions())).distinct(),
  })

export const transferValidator = vine.create({ member: vine.string().uuid() })

export const acceptValidator = vine.create({
  fullName: personName(),
  password: newPassword(),
  timeZone: timeZone(),
})

export const secondFactorRuleValidator = vine.create({ isRequired: vine.boolean() })

const MOST_NETWORKS = 20
const MOST_DAYS = 730

/** An address or a network in CIDR form, as it is compared with the address of each request. */
const network = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value === 'string' && !ipaddr.isValid(value) && !ipaddr.isValidCIDR(value)) {
    field.report(
      `“${value}” is no address and no network. Write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/48.`,
      'network',
      field
    )
  }
})

export const apiKeyValidator = vine.create({
  name: visibleName().maxLength(60),
  scopes: vine.array(vine.enum(API_SCOPES)).minLength(1).distinct(),
  expiresInDays: vine.number().withoutDecimals().range([1, MOST_DAYS]).optional(),
  networks: vine
    .array(vine.string().trim().maxLength(50).use(network()))
    .maxLength(MOST_NETWORKS)
    .optional(),
})
