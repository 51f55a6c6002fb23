const MOST_MS = 1_000

/** The vendor counts when requests arrive: one that was slow and one that was fast come closer together than they left. */
export const withTransit = (everyMs: number) => everyMs + Math.min(everyMs / 4, MOST_MS)

/** What `withTransit` added to a window. */
export const transitIn = (lengthMs: number) => Math.min(lengthMs / 5, MOST_MS)
