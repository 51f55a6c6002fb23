import { hash } from 'node:crypto'
import { heldConnection } from '#foundation'

export interface PersonSession {
  /** Names the session without being it: whoever knows this cannot use the session. */
  handle: string
  ip: string | null
  userAgent: string
  startedAt: Date | null
  seenAt: Date | null
  isCurrent: boolean
}

interface Row {
  id: string
  ip: string | null
  user_agent: string | null
  started_at: Date | null
  seen_at: Date | null
}

const handleOf = (id: string) => hash('sha256', id, 'base64url')

const living = (userId: string) =>
  heldConnection().from('sessions').where('user_id', userId).where('expires_at', '>', new Date())

/** The open sessions of a person, the one that asks first and then the one used last. */
export async function sessionsOfPerson(
  userId: string,
  currentId: string
): Promise<PersonSession[]> {
  const rows: Row[] = await living(userId).orderByRaw('seen_at DESC NULLS LAST')
  return rows
    .map((row) => ({
      handle: handleOf(row.id),
      ip: row.ip,
      userAgent: row.user_agent ?? '',
      startedAt: row.started_at,
      seenAt: row.seen_at,
      isCurrent: row.id === currentId,
    }))
    .toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/** Ends one session of the person. Answers false where it has ended already, or is another's. */
export async function endSession(userId: string, handle: string): Promise<boolean> {
  const rows: Row[] = await living(userId).select('id')
  const found = rows.find(({ id }) => handleOf(id) === handle)
  if (!found) {
    return false
  }
  const ended = await heldConnection()
    .from('sessions')
    .where({ id: found.id, user_id: userId })
    .delete()
  return Number(ended) === 1
}

/** Ends every session of the person but the one that asks. Answers how many those were. */
export async function endOtherSessions(userId: string, currentId: string): Promise<number> {
  const ended = await living(userId).whereNot('id', currentId).delete()
  return Number(ended)
}
