/** A failure that a person can act on: printed as one sentence, without a stack. */
export function explain(message, cause) {
  return Object.assign(new Error(message, { cause }), { isExplained: true })
}
