export type Registration = 'manual' | 'waiting' | 'registered' | 'failed'

/** Where a source receives, and what a person has to do at the vendor. */
export interface Endpoint {
  address: string
  registration: Registration
  registrationReason: string | null
  /** How to enter the address at the vendor. */
  setup: string | null
  /** What deliveries are signed with: made here, made by the vendor, or nothing of the kind. */
  signing: 'generated' | 'vendor' | 'none'
  signingLabel: string
  signingHelp: string | null
  /** Whether a key is stored. */
  isSigned: boolean
}
