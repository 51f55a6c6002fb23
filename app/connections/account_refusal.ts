import { Refusal } from '#foundation'
import type { AccountElsewhere } from './queries/accounts_elsewhere.js'

const MOST_NAMED = 3
const LIST = new Intl.ListFormat('en', { type: 'conjunction' })

type Named = Pick<AccountElsewhere, 'name' | 'externalId' | 'source'>

/** One account of a vendor counts once in an organization, so a second source of it is refused. */
export function accountsRefusal(taken: Named[]): Refusal {
  const sources = [...new Map(taken.map(({ source }) => [source.id, source])).values()]
  const owners = LIST.format(sources.map(({ name }) => name))
  const reads = sources.length === 1 ? 'already reads' : 'already read'
  const states = new Set(sources.map(({ state }) => state))
  return new Refusal({
    code: 'E_ACCOUNT_CONNECTED',
    status: 422,
    message: `${owners} ${reads} ${namesOf(taken)}, and an account counts once, so nothing was changed. ${adviceFor(states)}`,
    detail: { accounts: taken.map(({ externalId }) => externalId), sources: [...sources] },
  })
}

function namesOf(taken: Named[]): string {
  const names = taken.map(({ name }) => name)
  const rest = names.length - MOST_NAMED
  const shown = rest > 0 ? [...names.slice(0, MOST_NAMED), `${rest} more accounts`] : names
  return LIST.format(shown)
}

function adviceFor(states: Set<string>): string {
  if (states.has('needs_reconnect')) {
    return 'Reconnect that source instead.'
  }
  return states.has('paused')
    ? 'Resume that source instead.'
    : 'Use that source, remove it first, or sign in with a login that has other accounts.'
}
