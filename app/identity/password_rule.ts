import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { visibleName } from '#identity/validators/visible_name'

export const PASSWORD_MIN_LENGTH = 12
/** scrypt takes any length; a limit keeps a request from buying seconds of our processor. */
const PASSWORD_MAX_LENGTH = 200
const LEAST_DIFFERENT_CHARACTERS = 6
/** What is left of a password once these are taken out must be long enough by itself. */
const GUESSABLE =
  /password|passwort|wachtwoord|quarterdeck|welcome|letmein|qwerty|asdfgh|0?123456789?0?|abcdef/g
const LEAST_UNGUESSABLE = 6

/** Why a password is too weak, or undefined. Length counts; rules about symbols make weak habits. */
export function passwordFault(password: string, email = ''): string | undefined {
  const lowered = password.toLowerCase()
  if (password.length < PASSWORD_MIN_LENGTH) {
    return `Use at least ${PASSWORD_MIN_LENGTH} characters. A few unrelated words work well.`
  }
  if (new Set(lowered).size < LEAST_DIFFERENT_CHARACTERS) {
    return 'This repeats the same few characters, which is easy to guess. Use a few unrelated words.'
  }
  const name = email.split('@')[0].toLowerCase()
  const rest = lowered.replaceAll(GUESSABLE, '').replaceAll(name.length > 3 ? name : '\u0000', '')
  return rest.length < LEAST_UNGUESSABLE
    ? 'This is one of the first things an attacker tries. Use a few unrelated words instead.'
    : undefined
}

function checkPassword(value: unknown, _: undefined, field: FieldContext) {
  if (typeof value !== 'string') {
    return
  }
  const email = typeof field.data.email === 'string' ? field.data.email : ''
  const fault = passwordFault(value, email)
  if (fault) {
    field.report(fault, 'password', field)
  }
}

const strongPassword = vine.createRule(checkPassword)

export const newPassword = () => vine.string().maxLength(PASSWORD_MAX_LENGTH).use(strongPassword())

export const emailAddress = () =>
  vine
    .string()
    .trim()
    .email()
    .maxLength(254)
    .transform((address) => address.toLowerCase())

export const personName = () => visibleName().maxLength(100)
