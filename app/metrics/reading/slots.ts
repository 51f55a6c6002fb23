/** Numbers with a typed column of their own in `facts`; a wider stream continues in the array `more`. */
export const TYPED_SLOTS = 16
