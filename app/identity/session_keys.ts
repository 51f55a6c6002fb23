/** Session entry: the moment of sign-in, in epoch milliseconds. */
export const SIGNED_IN_AT = 'signed_in_at'

/** Session entry: the person did not ask to stay signed in, so the session ends after hours without use. */
export const IS_BRIEF = 'is_brief'

/** Session entry: when the person last showed who they are after signing in, in epoch milliseconds. */
export const CONFIRMED_AT = 'confirmed_at'
