import vine from '@vinejs/vine'
import { emailAddress, newPassword, personName } from '#identity/password_rule'
import { visibleName } from '#identity/validators/visible_name'
import { timeZone } from '#shared/time_zone'

export const signInValidator = vine.create({
  email: emailAddress(),
  password: vine.string().maxLength(200),
  staysSignedIn: vine.boolean().optional(),
})

/** The password, or what a passkey answered. */
export const confirmationValidator = vine.create({
  password: vine.string().maxLength(200).optional(),
  response: vine.any().optional(),
})

/** Of an app or a recovery code, as people copy them. */
export const codeValidator = vine.create({ code: vine.string().trim().maxLength(40) })

/** What a browser answers is judged by the library that knows its form. */
export const passkeyValidator = vine.create({
  response: vine.any(),
  staysSignedIn: vine.boolean().optional(),
})

export const newPasskeyValidator = vine.create({
  name: visibleName().maxLength(60),
  response: vine.any(),
})

export const forgotPasswordValidator = vine.create({ email: emailAddress() })

export const resetPasswordValidator = vine.create({ password: newPassword() })

export const changePasswordValidator = vine.create({
  currentPassword: vine.string().maxLength(200),
  password: newPassword(),
})

export const profileValidator = vine.create({ fullName: personName(), timeZone: timeZone() })
