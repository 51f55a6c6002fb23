import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { visibleName } from '#identity/validators/visible_name'

export const PASSWORD_MIN_LENGTH = 12
/** A limit keeps a request from buying seconds of our processor. */
const PASSWORD_MAX_LENGTH = 200
/** What is looked through for patterns; more of it only adds strength. */
const JUDGED_LENGTH = 40
/** Of 0 to 4 on the scale of zxcvbn: an attacker with the hashes needs more than 10⁸ guesses. */
const LEAST_SCORE = 3
/** What the lists of breaches do not know: other languages, and where we are. The rest must be long enough by itself. */
const GUESSABLE = /passwort|wachtwoord|quarterdeck|welkom|willkommen/g
const LEAST_UNGUESSABLE = 6

let judge: ZxcvbnFactory | undefined

/** Holds the passwords of known breaches and what people make of them. Read at the first password, not at each start. */
function breached(): ZxcvbnFactory {
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  return judge
}

/** Why a password is too weak, or undefined. Length counts; rules about symbols make weak habits. */
export function passwordFault(password: string, email = ''): string | undefined {
  if (password.length < PASSWORD_MIN_LENGTH) {
    return `Use at least ${PASSWORD_MIN_LENGTH} characters. A few unrelated words work well.`
  }
  const [name, host] = email.toLowerCase().split('@')
  const own = [name, ...`${name}.${host}`.split(/[.+_-]/)].filter(({ length }) => length > 3)
  return isGuessable(password.toLowerCase(), own)
    ? 'This is known from breaches, or one of the first things an attacker tries. Use a few unrelated words instead.'
    : undefined
}

function isGuessable(password: string, own: string[]): boolean {
  const rest = own.reduce((text, part) => text.replaceAll(part, ''), password)
  const unguessable = rest.replaceAll(GUESSABLE, '')
  const { score } = breached().check(password.slice(0, JUDGED_LENGTH), ['quarterdeck', ...own])
  return unguessable.length < LEAST_UNGUESSABLE || score < LEAST_SCORE
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
