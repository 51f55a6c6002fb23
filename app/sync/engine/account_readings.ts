import type { PartProgress } from './progress_book.js'

export type PartEntry = PartProgress & { stream: string; part: string }

/** An account of which nothing was read, with what the vendor said to the first of its parts. */
export interface UnreadAccount {
  id: string
  first: PartEntry
}

/** How each account of a run ended: read as soon as one of its parts was. A run that read nothing says nothing of accounts. */
export function accountReadings(parts: PartEntry[]) {
  const unread = new Map(unreadAccounts(parts).map(({ id, first }) => [id, first.message]))
  return parts.some(isRead)
    ? [...ofAccounts(parts).keys()].map((id) => ({ id, reason: unread.get(id) ?? null }))
    : []
}

/** Accounts that dropped out; none where nothing at all was read, since that is the source's failure. */
export function unreadAccounts(parts: PartEntry[]): UnreadAccount[] {
  return [...ofAccounts(parts)].flatMap(([id, own]) =>
    parts.some(isRead) && !own.some(isRead) ? [{ id, first: own[0] }] : []
  )
}

const ofAccounts = (parts: PartEntry[]) =>
  Map.groupBy(
    parts.filter(({ part }) => part !== ''),
    ({ part }) => part
  )

const isRead = ({ state }: PartEntry) => state === 'done'
