/** A record that cannot be mapped; becomes a `RejectedRecord`. */
export class Rejection extends Error {
  constructor(
    readonly code: string,
    readonly field: string | null,
    reason: string
  ) {
    super(reason)
  }
}
