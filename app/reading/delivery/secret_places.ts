import type { Verification } from '#kit'
import { chainsIn } from '#shared/expressions/field_chains'

export interface SecretPlaces {
  headers: string[]
  query: string[]
}

/** The headers and parameters in which senders repeat a secret. */
export function secretPlacesOf(verify: Verification | Verification[]): SecretPlaces {
  const keys = [verify]
    .flat()
    .flatMap((way) => (way.kind === 'token' ? chainsIn(way.token, 'webhook') : []))
    .map((chain) => chain.keys)
  const namesIn = (part: string) =>
    keys.flatMap(([first, name]) => (first === part && name !== undefined ? [name] : []))
  return { headers: namesIn('headers'), query: namesIn('query') }
}
