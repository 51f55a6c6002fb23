import type { Limit, Quota } from '#kit'
import { compileExpression } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'
import type { VendorAnswer } from './calls.js'
import { waitSeconds } from '#shared/durations'

/** Where a vendor says nothing about the reset, it is asked again after a minute. */
const REST_SECONDS = 60

export interface ReadQuota {
  per: Limit['per']
  /** Each endpoint has a quota of its own. */
  isEachEndpoint: boolean
  /** How long to leave the vendor alone; null where enough is left, or nothing was said. */
  read(answer: VendorAnswer, now: Date): { restSeconds: number; isUsedUp: boolean } | null
}

export const compileQuotas = (quotas: Quota[] = []): ReadQuota[] => quotas.map(compileQuota)

function compileQuota({ per, remaining, resets = 'null', keep = 0, each }: Quota): ReadQuota {
  const left = compileNumber(remaining)
  const reset = compileQuietly(resets)
  return {
    per,
    isEachEndpoint: each === 'endpoint',
    read(answer, now) {
      const value = left(answer)
      if (value === null || value > keep) {
        return null
      }
      const restSeconds = waitSeconds(reset(answer), now) ?? REST_SECONDS
      return { restSeconds, isUsedUp: value <= keep / 2 }
    },
  }
}

type PointsOf = Extract<Limit, { points: number }>

/** What the vendor says a call cost, and what is left, of a limit that is counted in points. */
export interface ReadPoints {
  limit: PointsOf
  cost(answer: VendorAnswer): number | null
  available(answer: VendorAnswer): number | null
}

export const compilePoints = (limits: Limit[] = []): ReadPoints[] =>
  limits
    .filter((limit) => 'points' in limit)
    .map((limit) => ({
      limit,
      cost: compileNumber(limit.cost),
      available: compileNumber(limit.available),
    }))

function compileNumber(source = 'null') {
  const read = compileQuietly(source)
  return (answer: VendorAnswer): number | null => {
    const value = read(answer)
    const isSaid = value !== null && value !== '' && Number.isFinite(Number(value))
    return isSaid ? Number(value) : null
  }
}

/** A header that looks otherwise than documented says nothing. */
function compileQuietly(source: string) {
  const evaluate = compileExpression(source, 'response')
  return (response: VendorAnswer): unknown => {
    try {
      return evaluate({ response, settings: {} }) ?? null
    } catch (error) {
      if (error instanceof MappingFault) {
        return null
      }
      throw error
    }
  }
}
