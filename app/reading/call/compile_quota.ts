import type { Limit, Quota } from '#kit'
import { compileExpression } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'
import type { VendorAnswer } from './calls.js'
import { waitSeconds } from '#shared/durations'

/** Where a vendor says nothing about the reset, it is asked again after a minute. */
const REST_SECONDS = 60

export interface ReadQuota {
  per: Limit['per']
  /** How long to leave the vendor alone; null where enough is left, or nothing was said. */
  restSeconds(answer: VendorAnswer, now: Date): number | null
}

export const compileQuotas = (quotas: Quota[] = []): ReadQuota[] => quotas.map(compileQuota)

function compileQuota({ per, remaining, resets = 'null', keep = 0 }: Quota): ReadQuota {
  const [left, reset] = [remaining, resets].map((source) => compileExpression(source, 'response'))
  return {
    per,
    restSeconds(response, now) {
      const scope = { response, settings: {} }
      const value = quietly(() => left(scope))
      if (value === null || value === '' || !(Number(value) <= keep)) {
        return null
      }
      return (
        waitSeconds(
          quietly(() => reset(scope)),
          now
        ) ?? REST_SECONDS
      )
    },
  }
}

/** A header that looks otherwise than documented says nothing. */
function quietly(evaluate: () => unknown): unknown {
  try {
    return evaluate() ?? null
  } catch (error) {
    if (error instanceof MappingFault) {
      return null
    }
    throw error
  }
}
