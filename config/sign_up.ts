import env from '#start/env'

/**
 * Whether an address is confirmed before its account is made, so that signing up tells nobody which addresses have one. An
 * installation without a mail server, on which people look around, makes accounts at once.
 */
export const signUpRule = { isConfirmedFirst: env.get('MAIL_TRANSPORT') === 'smtp' }
