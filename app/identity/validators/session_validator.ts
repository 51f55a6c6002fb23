import vine from '@vinejs/vine'
import { emailAddress, newPassword, personName } from '#identity/password_rule'
import { timeZone } from '#shared/time_zone'

export const signInValidator = vine.create({
  email: emailAddress(),
  password: vine.string().maxLength(200),
  staysSignedIn: vine.boolean().optional(),
})

export const confirmationValidator = vine.create({ password: vine.string().maxLength(200) })

export const forgotPasswordValidator = vine.create({ email: emailAddress() })

export const resetPasswordValidator = vine.create({ password: newPassword() })

export const changePasswordValidator = vine.create({
  currentPassword: vine.string().maxLength(200),
  password: newPassword(),
})

export const profileValidator = vine.create({ fullName: personName(), timeZone: timeZone() })
