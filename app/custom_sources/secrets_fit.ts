import type { SourceDesign } from './design.js'
import { authOf } from './manifest/auth_of.js'
import { refuse } from './manifest/facts_of.js'

export type Pasted = Record<string, string>

/** What a person entered anew; nothing where every field was left empty. */
export function pastedIn(credentials: Pasted | undefined): Pasted | undefined {
  const isEntered = Object.values(credentials ?? {}).some((value) => value.trim() !== '')
  return isEntered ? credentials : undefined
}

/**
 * Stored secrets go to the host that they were entered for, in the way they were entered for, and nowhere else: who changes either
 * enters them anew, so that nobody can send to himself what he cannot read.
 */
export function assertSecretsFit(
  before: SourceDesign,
  after: SourceDesign,
  pasted: Pasted | undefined
) {
  if (!sendsAlike(before, after) && after.auth.kind !== 'none' && pasted === undefined) {
    throw refuse(
      'The host or the sign-in was changed, and stored secrets are sent to the host that they were entered for only. Enter them again.'
    )
  }
}

/** Whether secrets go to the same places, in the same way. */
export const sendsAlike = (before: SourceDesign, after: SourceDesign) =>
  placesOf(before) === placesOf(after)

function placesOf({ host, auth }: SourceDesign): string {
  const token = auth.kind === 'client' ? auth.token : ''
  const fields = authOf(auth)
  return JSON.stringify([host, token, 'fields' in fields ? Object.keys(fields.fields) : []])
}
