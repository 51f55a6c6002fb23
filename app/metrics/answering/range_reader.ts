import type { TenantTransaction } from '#foundation'
import type { StreamPart } from '../planning/plan.js'
import { refuseWide, spansMoreThan } from '../planning/ranges.js'
import {
  readCurrencies,
  readRates,
  type RateBook,
  type SourceMode,
} from '../reading/exchange_rates.js'
import { once } from '../remembering/once.js'
import type { DayRange } from '../types.js'
import { answerRange, type Answer } from './answer.js'
import type { Prepared, ReadAnswer } from './comparison.js'
import { Coverage } from './coverage.js'
import { whyNothingMatches } from './no_match.js'

/** Reads the answers of one question: of its range, of the range before, and of parts of both. */
export class RangeReader {
  constructor(private readonly tenant: TenantTransaction) {}

  /** The rows that the question's own selection leaves, where it has one already. */
  readonly read: ReadAnswer = async (prepared: Prepared, range) => {
    const { question, parts, freshness, selection } = prepared
    const rates = await ratesFor(this.tenant, { currency: question.currency, parts, range })
    const coverage = new Coverage(parts, freshness)
    const answer = await answerRange(this.tenant, { question, parts, range, rates }, coverage)
    return selection ? answer.selected(selection) : answer
  }

  /** Why the filters of a question leave nothing; null where they do not. */
  whyNothing(answer: Answer): Promise<string | null> {
    return whyNothingMatches(this.tenant, answer.reading, answer)
  }
}

const MODES: SourceMode[] = ['live', 'sandbox']

async function ratesFor(
  tenant: TenantTransaction,
  { currency, parts, range }: { currency: string | null; parts: StreamPart[]; range: DayRange }
): Promise<RateBook> {
  const money = parts.filter(({ atoms }) => atoms.some(({ metric }) => metric.unit === 'currency'))
  const book: RateBook = {}
  for (const mode of currency === null ? [] : MODES) {
    const own = money.flatMap(({ stream }) => (stream.mode === mode ? [stream.id] : []))
    const ids = [...new Set(own)].sort()
    const request = { mode, target: currency!, range }
    book[mode] =
      ids.length > 0
        ? await once(tenant, ['rates', ids, request], () => ratesOf(tenant, ids, request))
        : undefined
  }
  return book
}

/** No rates are read where every amount already is in the asked currency. */
async function ratesOf(
  tenant: TenantTransaction,
  ids: string[],
  request: { mode: SourceMode; target: string; range: DayRange }
) {
  const currencies = await readCurrencies(tenant, ids, request.range)
  if (currencies.every((currency) => currency === request.target)) {
    return undefined
  }
  if (spansMoreThan(MOST_CONVERTED_YEARS, request.range)) {
    throw refuseWide(`Amounts are converted over at most ${MOST_CONVERTED_YEARS} years at once.`)
  }
  return readRates(tenant, { ...request, currencies })
}

/** Each day costs a rate of each currency, whatever the grain is. */
const MOST_CONVERTED_YEARS = 50
