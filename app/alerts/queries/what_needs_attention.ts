import { sourceWarnings } from '#connections'
import type { TenantTransaction } from '#foundation'
import { listSources } from '#sync'

type SourceSummary = Awaited<ReturnType<typeof listSources>>[number]

type Warning = Awaited<ReturnType<typeof sourceWarnings>>[number]

export interface Attention {
  kind:
    | 'plugin_off'
    | 'reconnect'
    | 'failed_sync'
    | 'account_not_read'
    | 'rejected_records'
    | 'gap'
    | Warning['kind']
  source: { slug: string; name: string }
  /** What happened and what it means, as a sentence. */
  message: string
}

const WORST_FIRST: Attention['kind'][] = [
  'reconnect',
  'failed_sync',
  'plugin_off',
  'access_ends',
  'vendor_version',
  'declined_scopes',
  'account_not_read',
  'gap',
  'rejected_records',
]

/** What is wrong with the sources that a person can mend, worst first. */
export async function whatNeedsAttention(
  tenant: TenantTransaction,
  now = new Date()
): Promise<Attention[]> {
  const sources = await listSources(tenant)
  const warnings = await sourceWarnings(tenant, now)
  const ahead = warnings.map(({ kind, message, source: { slug, name } }) => ({
    kind,
    message,
    source: { slug, name },
  }))
  return sources
    .flatMap((source): Attention[] =>
      troublesOf(source).map((trouble) => ({
        ...trouble,
        source: { slug: source.slug, name: source.name },
      }))
    )
    .concat(ahead)
    .sort((one, other) => WORST_FIRST.indexOf(one.kind) - WORST_FIRST.indexOf(other.kind))
}

type Trouble = Pick<Attention, 'kind' | 'message'>

function troublesOf(source: SourceSummary): Trouble[] {
  const { agreement, openRejections } = source
  const found = [whyNothingArrives(source), ...unreadAccounts(source)]
  if (agreement.status === 'gap') {
    found.push({ kind: 'gap', message: agreement.message })
  }
  if (openRejections > 0) {
    found.push({ kind: 'rejected_records', message: rejectionSentence(openRejections) })
  }
  return found.filter((trouble) => trouble !== null)
}

function whyNothingArrives(source: SourceSummary): Trouble | null {
  const { off, state, stateReason, latestRun } = source
  if (off) {
    return { kind: 'plugin_off', message: off }
  }
  if (state === 'needs_reconnect') {
    const reason = stateReason ?? 'No new data until then.'
    return { kind: 'reconnect', message: `${reason} ${lastNumbers(source)}` }
  }
  return latestRun?.status === 'failed'
    ? { kind: 'failed_sync', message: latestRun.errorMessage ?? 'The sync retries automatically.' }
    : null
}

function unreadAccounts({ unreadAccounts: accounts }: SourceSummary): Trouble[] {
  return accounts.map(({ name, reason, since }) => ({
    kind: 'account_not_read',
    message: `${name} has not been synced since ${since.slice(0, 10)}: ${reason} Its earlier numbers stay. Deselect it, or restore access at the vendor.`,
  }))
}

function lastNumbers({ freshAt }: SourceSummary): string {
  return freshAt
    ? `Its data was last updated on ${freshAt.toISOString().slice(0, 10)}.`
    : 'It has no data yet.'
}

function rejectionSentence(count: number): string {
  return count === 1
    ? '1 record could not be imported and is missing from the totals.'
    : `${count.toLocaleString('en')} records could not be imported and are missing from the totals.`
}
