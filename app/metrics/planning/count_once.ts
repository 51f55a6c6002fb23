import type { TenantTransaction } from '#foundation'
import { placeOf, readAccountDays, type AccountAt } from '../reading/shared_accounts.js'
import type { SourceStream } from '../reading/read_streams.js'
import type { DayRange } from '../types.js'
import type { Atom, Exclusion, StreamPart } from './plan.js'
import { NO_ROLLUPS } from './rollups.js'

/** An account that several sources have, for the person who wonders which of them counts. */
export interface SharedAccount {
  name: string
  /** Names and ids of the sources, the one whose rows count first. */
  connections: string[]
  connectionIds: string[]
  /** The rows of some do not say whose they are, so they cannot be told apart. */
  isUncertain: boolean
}

export interface CountedOnce {
  parts: StreamPart[]
  shared: SharedAccount[]
}

interface Planned {
  parts: StreamPart[]
  streams: SourceStream[]
  /** Of connections that could have one in common. */
  accounts: AccountAt[]
}

interface Holder extends AccountAt {
  stream: SourceStream
}

/** Sums of a day do not tell the accounts apart. */
const OF_ROWS = { plan: 'raw' as const, rollups: NO_ROLLUPS }

const ALL_DAYS: DayRange = { from: '0001-01-01', to: '9999-12-31' }

/**
 * Leaves every account of a vendor to one source at a time, however many have it: the one that is read, then the one
 * that was connected first. The others keep the days that it does not reach. Of a state (a balance) only the first counts.
 */
export async function countOnce(
  tenant: TenantTransaction,
  { parts, streams, accounts }: Planned
): Promise<CountedOnce> {
  const groups = sharedGroups(accounts, streams)
  if (groups.length === 0) {
    return { parts, shared: [] }
  }
  const sharing = new Sharing(tenant, { accounts, groups, parts })
  const kept: StreamPart[] = []
  for (const part of parts) {
    kept.push(...(await sharing.without(part)))
  }
  return { parts: kept, shared: sharing.shared }
}

function sharedGroups(accounts: AccountAt[], streams: SourceStream[]): Holder[][] {
  const holders = accounts.flatMap((account) => {
    const stream = streams.find(({ connectionId }) => connectionId === account.connectionId)
    return stream ? [{ ...account, stream }] : []
  })
  const groups = Map.groupBy(holders, ({ stream, account }) => `${placeOf(stream)} ${account}`)
  return [...groups.values()].filter((group) => group.length > 1).map(bestFirst)
}

function bestFirst(group: Holder[]): Holder[] {
  return [...group].sort(
    (a, b) =>
      Number(b.stream.isRead) - Number(a.stream.isRead) ||
      a.stream.connectedAt.getTime() - b.stream.connectedAt.getTime() ||
      a.connectionId.localeCompare(b.connectionId)
  )
}

interface Known {
  accounts: AccountAt[]
  groups: Holder[][]
  parts: StreamPart[]
}

class Sharing {
  readonly shared: SharedAccount[]
  readonly #tenant: TenantTransaction
  readonly #known: Known

  constructor(tenant: TenantTransaction, known: Known) {
    this.#tenant = tenant
    this.#known = known
    const answering = new Set(known.parts.map(({ stream }) => stream.connectionId))
    this.shared = known.groups
      .map((group) => group.filter(({ connectionId }) => answering.has(connectionId)))
      .filter((group) => group.length > 1)
      .map((group) => ({
        name: group[0].name,
        connections: group.map(({ stream }) => stream.connection),
        connectionIds: group.map(({ connectionId }) => connectionId),
        isUncertain: group.slice(1).some((holder) => !this.#canBeTold(holder)),
      }))
  }

  /** The part without the days that better sources speak for; in pieces where its numbers differ in these. */
  async without(part: StreamPart): Promise<StreamPart[]> {
    const pieces = new Map<string, { exclusions: Exclusion[]; atoms: Atom[] }>()
    for (const atom of part.atoms) {
      const exclusions = await this.#exclusionsOf(part, atom)
      const key = JSON.stringify(exclusions)
      const piece = pieces.get(key) ?? { exclusions, atoms: [] }
      piece.atoms.push(atom)
      pieces.set(key, piece)
    }
    return [...pieces.values()].map(({ exclusions, atoms }) => ({
      ...part,
      atoms,
      without: exclusions,
      ...(exclusions.some(({ entityId }) => entityId !== null) && OF_ROWS),
    }))
  }

  async #exclusionsOf({ stream }: StreamPart, atom: Atom): Promise<Exclusion[]> {
    const found: Exclusion[] = []
    for (const group of this.#known.groups) {
      const place = group.findIndex(({ connectionId }) => connectionId === stream.connectionId)
      for (const better of place < 0 ? [] : group.slice(0, place)) {
        const days = await this.#daysOf(better, atom)
        if (days && this.#canBeTold(group[place])) {
          found.push({ ...days, entityId: this.#ownEntity(group[place]) })
        }
      }
    }
    return found
  }

  /** The days for which the better source's rows of this number speak. */
  async #daysOf(holder: Holder, { metric }: Atom): Promise<DayRange | null> {
    const part = this.#known.parts.find(
      ({ stream, atoms }) =>
        stream.connectionId === holder.connectionId &&
        atoms.some((atom) => atom.metric.id === metric.id)
    )
    if (!part || part.stream.firstDay === null) {
      return null
    }
    const days =
      this.#isAlone(holder) || holder.entityId === null
        ? { from: part.stream.firstDay, to: part.stream.lastDay! }
        : await readAccountDays(this.#tenant, part.stream, holder.entityId)
    return days && metric.kind === 'semi_additive' ? ALL_DAYS : days
  }

  #isAlone({ connectionId }: AccountAt): boolean {
    const own = this.#known.accounts.filter((each) => each.connectionId === connectionId)
    return own.length === 1
  }

  #ownEntity(holder: AccountAt): string | null {
    return this.#isAlone(holder) ? null : holder.entityId
  }

  /** Rows of one of several accounts are found only where they say whose they are. */
  #canBeTold(holder: AccountAt): boolean {
    return this.#isAlone(holder) || holder.entityId !== null
  }
}
