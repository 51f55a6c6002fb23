/** What larger webhooks of known vendors stay far below. */
export const MOST_BYTES = 1_048_576
/** Deliveries of one source in a minute; vendors that send faster are asked to come back. */
export const MOST_PER_MINUTE = 1_200
/** Refused deliveries of one source that are written down in a minute. */
export const MOST_REFUSALS_PER_MINUTE = 60
/** Addresses that do not exist, tried from one network in a minute, before it hears nothing but "later". */
export const MOST_STRANGERS_PER_MINUTE = 60
/** Deliveries that wait for a paused source, or for a person's choice, before the sender is asked to come back. */
export const MOST_WAITING = 10_000
/** As long as pages: enough to look at a month, and to land it again. */
export const KEPT_DAYS = 30
/** A delivery that fails so often for a mistake of ours waits for a person. */
export const MOST_ATTEMPTS = 5
/** Values inside each other; what is deeper is made to be expensive. */
export const DEEPEST = 64
