/** What people and the engine do to an incident. */
export type Move = 'acknowledge' | 'snooze' | 'wake' | 'resolve' | 'reopen' | 'dismiss'

interface State {
  label: string
  /** It counts as something that goes on: the same breach joins it. */
  isActive: boolean
  /** Where each move leads; a move that is not named here is refused. */
  moves: Partial<Record<Move, IncidentState>>
}

export type IncidentState = 'open' | 'acknowledged' | 'snoozed' | 'resolved' | 'auto_dismissed'

/** The whole state machine. One that a person has taken is theirs to close: only others are dismissed automatically. */
export const INCIDENT_STATES: Record<IncidentState, State> = {
  open: {
    label: 'Open',
    isActive: true,
    moves: {
      acknowledge: 'acknowledged',
      snooze: 'snoozed',
      resolve: 'resolved',
      dismiss: 'auto_dismissed',
    },
  },
  acknowledged: {
    label: 'Acknowledged',
    isActive: true,
    moves: { snooze: 'snoozed', resolve: 'resolved', reopen: 'open' },
  },
  snoozed: {
    label: 'Snoozed',
    isActive: true,
    moves: {
      acknowledge: 'acknowledged',
      snooze: 'snoozed',
      wake: 'open',
      resolve: 'resolved',
      dismiss: 'auto_dismissed',
    },
  },
  resolved: { label: 'Resolved', isActive: false, moves: { reopen: 'open' } },
  auto_dismissed: { label: 'Dismissed', isActive: false, moves: { reopen: 'open' } },
}

export const ACTIVE_STATES = (Object.keys(INCIDENT_STATES) as IncidentState[]).filter(
  (state) => INCIDENT_STATES[state].isActive
)

/** Where a move leads from a state; null where it is not allowed. */
export const stateAfter = (state: IncidentState, move: Move): IncidentState | null =>
  INCIDENT_STATES[state].moves[move] ?? null
