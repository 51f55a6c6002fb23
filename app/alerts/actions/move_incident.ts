import { DateTime } from 'luxon'
import { Refusal, type TenantTransaction } from '#foundation'
import { writeEntry, type EntryKind } from '../incidents/entries.js'
import { INCIDENT_STATES, stateAfter, type IncidentState, type Move } from '../incidents/states.js'

/** Moves that people make; the others are the engine's. */
export const MOVES = ['acknowledge', 'snooze', 'resolve', 'reopen'] as const satisfies Move[]
export type PersonsMove = (typeof MOVES)[number]

export interface MoveOrder {
  move: PersonsMove
  actorId: string | null
  /** For how long it is snoozed; a day unless told. */
  hours?: number
  /** Of a resolved one: there was nothing wrong. Counts against the budget of its rule. */
  wasFalseAlarm?: boolean
}

const ENTRIES: Record<PersonsMove, EntryKind> = {
  acknowledge: 'acknowledged',
  snooze: 'snoozed',
  resolve: 'resolved',
  reopen: 'reopened',
}

/** What people do to incidents. Each change stands in the history, in the same transaction. */
export default class MoveIncident {
  constructor(
    private readonly tenant: TenantTransaction,
    private readonly now: Date
  ) {}

  async execute(id: string, order: MoveOrder): Promise<IncidentState> {
    const from = await this.#lock(id)
    const state = stateAfter(from, order.move)
    if (!state) {
      throw new Refusal({
        code: 'E_INCIDENT_STATE',
        status: 409,
        message: `This incident is ${INCIDENT_STATES[from].label.toLowerCase()} by now, so it was not changed. Reload it to see what happened.`,
      })
    }
    const { hours = 24, wasFalseAlarm = false } = order
    const until = order.move === 'snooze' ? DateTime.fromJSDate(this.now).plus({ hours }) : null
    await this.tenant.query(
      `UPDATE alert_incidents SET state = $3, snoozed_until = $4, updated_at = $5, was_false_alarm = $6,
         closed_at = CASE WHEN $7 THEN NULL ELSE $5::timestamptz END
       WHERE organization_id = $1 AND id = $2`,
      [
        ...[this.tenant.organizationId, id, state, until?.toJSDate() ?? null, this.now],
        ...[order.move === 'resolve' && wasFalseAlarm, INCIDENT_STATES[state].isActive],
      ]
    )
    await this.#note(id, {
      kind: ENTRIES[order.move],
      actorId: order.actorId,
      detail: detailOf(order, until),
    })
    return state
  }

  async assign(id: string, { to, actorId }: { to: string | null; actorId: string | null }) {
    await this.#lock(id)
    await this.tenant.query(
      `UPDATE alert_incidents SET assignee_id = $3, updated_at = $4 WHERE organization_id = $1 AND id = $2`,
      [this.tenant.organizationId, id, to, this.now]
    )
    await this.#note(id, { kind: 'assigned', actorId, detail: { to } })
  }

  async comment(id: string, { text, actorId }: { text: string; actorId: string | null }) {
    await this.#lock(id)
    await this.#note(id, { kind: 'commented', actorId, detail: { text } })
  }

  #note(incidentId: string, entry: { kind: EntryKind; actorId: string | null; detail: object }) {
    const detail = entry.detail as Record<string, unknown>
    return writeEntry(this.tenant, { ...entry, incidentId, detail, at: this.now })
  }

  async #lock(id: string): Promise<IncidentState> {
    const { rows } = await this.tenant.query<{ state: IncidentState }>(
      `SELECT state FROM alert_incidents WHERE organization_id = $1 AND id = $2 FOR UPDATE`,
      [this.tenant.organizationId, id]
    )
    if (rows.length === 0) {
      throw noSuchIncident()
    }
    return rows[0].state
  }
}

const detailOf = ({ move, wasFalseAlarm }: MoveOrder, until: DateTime | null) => ({
  ...(until ? { until: until.toISO() } : {}),
  ...(move === 'resolve' && wasFalseAlarm ? { wasFalseAlarm } : {}),
})

export const noSuchIncident = () =>
  new Refusal({
    code: 'E_INCIDENT_NOT_FOUND',
    status: 404,
    message:
      'This incident does not exist in this organization. Choose one from the list of incidents.',
  })
