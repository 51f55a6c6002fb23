/** Session entry: the moment of sign-in, in epoch milliseconds. */
export const SIGNED_IN_AT = 'signed_in_at'
