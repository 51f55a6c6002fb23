import { newId, Refusal } from '#foundation'
import type { Clock } from '../http/clock.js'
import Connection from '../models/connection.js'
import { readConsent } from '../oauth/authorization.js'
import { finishConnecting } from './finish_connecting.js'
import { oauthOf, redeemConsent } from './redeem_consent.js'

export interface ConsentAnswer {
  organization: { id: string }
  connectionId: string
  /** What the vendor sent the person back with. */
  parameters: URLSearchParams
  /** What was remembered when the person left. */
  state: string
  verifier: string
  now: Date
  correlationId?: string
  clock?: Clock
}

/** Finishes what `ConnectSource` or `ReconnectSource` began, after the person agreed at the vendor. */
export class CompleteConsent {
  async execute(answer: ConsentAnswer): Promise<Connection> {
    const { organization, connectionId, parameters, state, verifier, now, clock } = answer
    const connection = (await Connection.of(organization)
      .where('id', connectionId)
      .whereNot('state', 'removed')
      .first()) as Connection | null
    if (!connection) {
      throw new Refusal({
        code: 'E_SOURCE_GONE',
        status: 404,
        message: 'The source that this consent was for no longer exists. Connect it again.',
      })
    }
    const { title } = await oauthOf(connection)
    const code = readConsent(parameters, state, title)
    await redeemConsent(connection, { code, verifier, now })
    const correlationId = answer.correlationId ?? newId()
    return finishConnecting(connection, { correlationId, clock })
  }
}
