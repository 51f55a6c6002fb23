import { VendorFailure } from '#reading'
import { mainPart, readPart, reasonOf, windowOf } from '../reading.js'
import { connect, givenTrial, open, type Rig } from '../rig.js'
import { Broken, demand, demandSentence, type ReplayCase } from '../verdict.js'

const authOf = ({ connector, sample }: Rig) => connector.definition.auth[sample.auth]

const isByConsent = (rig: Rig) => authOf(rig).kind === 'oauth2'

const hasTokens = (rig: Rig) => 'token' in authOf(rig)

/** Why there is no renewal to try; undefined where there is. */
function notRenewed(rig: Rig): string | undefined {
  if (!hasTokens(rig)) {
    return 'keys do not expire'
  }
  // An exchange needs a token that still lives, so it comes too late here.
  return rig.oauth?.withoutRefresh
    ? 'the vendor renews no token that has ended: a person consents again'
    : undefined
}

/** Why there is nothing to refuse; undefined where something opens the source. */
export const whyOpen = (rig: Rig) =>
  authOf(rig).kind === 'none' ? 'the vendor lets everybody in' : undefined

export const credentialCases: ReplayCase[] = [
  {
    title: 'good credentials connect and name their accounts',
    skip: ({ connector }) =>
      connector.calls.accounts ? undefined : 'the connector declares no accounts',
    async run(rig) {
      const { connection, session } = await givenTrial(rig)
      demand(connection.state === 'connected', `the connection ends as '${connection.state}'`)
      demand(session.accounts.length > 0, 'no account was found')
      for (const { id, name, currency } of session.accounts) {
        demand(id !== '' && name !== '', 'an account has no id or no name')
        demand(currency === null || /^[A-Z]{3}$/.test(currency), `'${currency}' is no currency`)
      }
    },
  },
  {
    title: 'bad credentials connect nothing, and the person reads why',
    skip: (rig) =>
      isByConsent(rig) ? 'there is no key to mistype: access comes from a consent' : whyOpen(rig),
    async run(rig) {
      const auth = authOf(rig)
      const own = 'fields' in auth ? auth.sandbox : {}
      const entries = Object.entries({ ...own, ...rig.sample.credentials })
      const wrong = Object.fromEntries(entries.map(([name, value]) => [name, `${value}Wrong`]))
      const failure = await failureOf(() => connect(rig, { credentials: wrong }))
      demand(failure.kind === 'authorization', `it is called ${failure.kind}, not authorization`)
      demandSentence(failure.message)
      const leaked = Object.values(wrong).find((value) => failure.message.includes(value))
      demand(leaked === undefined, 'the sentence repeats the key')
    },
  },
  {
    title: 'credentials that the vendor withdraws ask for a reconnect',
    skip: whyOpen,
    async run(rig) {
      const trial = await givenTrial(rig)
      rig.emulator.addFault({ kind: 'unauthorized', times: 50, host: hostOf(rig) })
      const reading = await readPart(trial, mainPart(trial), { window: windowOf(rig) })
      demand(reading.status === 'failed', 'reading continues without access')
      const { kind, action, message } = reading.failure
      demand(kind === 'authorization', `it is called ${kind}, not authorization`)
      demand(action === 'reconnect', `it ends in '${action}', not in reconnect`)
      demandSentence(message)
      const again = await failureOf(() => open(rig, trial.connection, trial.clock))
      demand(again.action === 'reconnect', 'the source is still called connected')
    },
  },
  {
    title: 'an access token that ends in the middle of a reading is renewed once, without loss',
    skip: notRenewed,
    async run(rig) {
      const trial = await givenTrial(rig)
      const part = mainPart(trial)
      const whole = await readPart(trial, part, { window: windowOf(rig) })
      const before = rig.emulator.counters().refreshes
      // A list of one page has no middle: the token ends before it.
      const after = Math.min(1, whole.pages.length - 1)
      rig.emulator.addFault({ kind: 'token_expiry', host: hostOf(rig), after })
      const reading = await readPart(trial, part, { window: windowOf(rig) })
      demand(reading.status === 'whole', `reading stops: ${reasonOf(reading)}`)
      demand(reading.pages.flat().length === whole.pages.flat().length, 'records are missing')
      const refreshes = rig.emulator.counters().refreshes - before
      demand(refreshes === 1, `the token was renewed ${refreshes} times`)
    },
  },
  {
    title: 'two readers that need a new token at once make one call',
    skip: notRenewed,
    async run(rig) {
      const first = await givenTrial(rig)
      const second = { ...first, session: await open(rig, first.connection, first.clock) }
      const part = mainPart(first)
      const before = rig.emulator.counters().refreshes
      rig.emulator.addFault({ kind: 'token_expiry', host: hostOf(rig) })
      const asked = { window: windowOf(rig) }
      const readings = await Promise.all([
        readPart(first, part, asked),
        readPart(second, part, asked),
      ])
      const stopped = readings.find(({ status }) => status !== 'whole')
      demand(!stopped, `one of the two stops: ${stopped && reasonOf(stopped)}`)
      const refreshes = rig.emulator.counters().refreshes - before
      demand(refreshes === 1, `the token was renewed ${refreshes} times`)
    },
  },
]

/**
 * The host of the API, without the authorization server. Where each tenant has its own: what all of them end in, as a fault
 * strikes every host that contains its own.
 */
export function hostOf({ connector }: Rig): string {
  const [, host] = /^https?:\/\/([^/]+)/.exec(connector.definition.http.base)!
  return host.split('}').at(-1)!
}

async function failureOf(work: () => Promise<unknown>): Promise<VendorFailure> {
  try {
    await work()
  } catch (error) {
    demand(error instanceof VendorFailure, `it ends in ${String(error)}`)
    return error
  }
  throw new Broken('it succeeds')
}
