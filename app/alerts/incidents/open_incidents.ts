import { newId, type TenantTransaction } from '#foundation'
import type { NewBreach } from '../judging/judge_rule.js'
import { PRIORITIES, type Priority } from '../types.js'
import { activeIncidents, activeThreads } from './active_incidents.js'
import { correlate } from './correlate.js'
import { writeEntry } from './entries.js'

interface OwnThread {
  ruleId: string
  subject: string
  direction: NewBreach['direction']
  sources: string[]
  priority: Priority
  breaches: NewBreach[]
}

export interface Opened {
  /** Incidents that began now. */
  opened: string[]
  /** Incidents that go on and got more breaches. */
  joined: string[]
}

/**
 * Writes down what was found, each breach once, and opens incidents for it: a thread that goes on joins its incident, others with one
 * cause become one.
 */
export async function openIncidents(
  tenant: TenantTransaction,
  found: NewBreach[],
  now: Date
): Promise<Opened> {
  const fresh = await unknownBreaches(tenant, found)
  const going = await activeThreads(tenant)
  const [known, others] = split(threadsOf(fresh), (thread) => going.has(keyOf(thread)))
  const joined = new Set<string>()
  for (const thread of known) {
    joined.add(await join(tenant, going.get(keyOf(thread))!, { threads: [thread], now }))
  }
  const opened: string[] = []
  for (const { joins, threads } of correlate(others, await activeIncidents(tenant))) {
    if (joins) {
      joined.add(await join(tenant, joins, { threads, now }))
    } else {
      opened.push(await open(tenant, threads, now))
    }
  }
  return { opened, joined: [...joined] }
}

const keyOf = ({ ruleId, subject }: Pick<NewBreach, 'ruleId' | 'subject'>) => `${ruleId} ${subject}`

function split<Entry>(entries: Entry[], isFirst: (entry: Entry) => boolean): [Entry[], Entry[]] {
  return [entries.filter(isFirst), entries.filter((entry) => !isFirst(entry))]
}

function threadsOf(breaches: NewBreach[]): OwnThread[] {
  return [...Map.groupBy(breaches, keyOf).values()].map((own) => {
    const { ruleId, subject, direction, sources, priority } = own.at(-1)!
    return { ruleId, subject, direction, sources, priority, breaches: own }
  })
}

/** A day that was judged before, as after a rule was changed, is not told again. */
async function unknownBreaches(tenant: TenantTransaction, found: NewBreach[]) {
  const { rows } = await tenant.query<{ key: string }>(
    `SELECT b.rule_id || ' ' || b.subject || ' ' || b.day AS key FROM alert_breaches b
     JOIN unnest($2::uuid[], $3::text[], $4::date[]) AS f (rule_id, subject, day)
       ON f.rule_id = b.rule_id AND f.subject = b.subject AND f.day = b.day
     WHERE b.organization_id = $1`,
    [
      tenant.organizationId,
      found.map(({ ruleId }) => ruleId),
      found.map(({ subject }) => subject),
      found.map(({ day }) => day),
    ]
  )
  const known = new Set(rows.map(({ key }) => key))
  return found.filter((breach) => !known.has(`${keyOf(breach)} ${breach.day}`))
}

interface Joining {
  threads: OwnThread[]
  now: Date
}

async function join(tenant: TenantTransaction, id: string, { threads, now }: Joining) {
  const breaches = threads.flatMap((thread) => thread.breaches)
  await writeBreaches(tenant, id, { breaches, now })
  await writeEntry(tenant, { incidentId: id, kind: 'breached', at: now, detail: entryOf(breaches) })
  await tenant.query(
    `UPDATE alert_incidents SET breaches = breaches + $3, last_day = greatest(last_day, $4::date), message = $5,
       sources = (SELECT array_agg(DISTINCT s) FROM unnest(sources || $6::uuid[]) AS s), updated_at = $7
     WHERE organization_id = $1 AND id = $2`,
    [
      ...[tenant.organizationId, id, breaches.length, lastDay(breaches), breaches.at(-1)!.message],
      ...[sourcesOf(threads), now],
    ]
  )
  return id
}

async function open(tenant: TenantTransaction, threads: OwnThread[], now: Date) {
  const id = newId(now.getTime())
  const breaches = threads.flatMap((thread) => thread.breaches)
  const days = breaches.map(({ day }) => day).sort()
  const rules = new Set(breaches.map(({ ruleId }) => ruleId))
  await tenant.query(
    `INSERT INTO alert_incidents (organization_id, id, title, message, state, priority, rule_id, sources, direction,
       first_day, last_day, breaches, opened_at, updated_at)
     VALUES ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
    [
      ...[tenant.organizationId, id, titleOf(threads), messageOf(threads), highest(threads)],
      ...[rules.size === 1 ? breaches[0].ruleId : null, sourcesOf(threads), threads[0].direction],
      ...[days[0], days.at(-1), breaches.length, now],
    ]
  )
  await writeBreaches(tenant, id, { breaches, now })
  await writeEntry(tenant, { incidentId: id, kind: 'opened', at: now, detail: entryOf(breaches) })
  return id
}

const entryOf = (breaches: NewBreach[]) => ({
  breaches: breaches.length,
  message: breaches.at(-1)!.message,
})

const lastDay = (breaches: NewBreach[]) =>
  breaches
    .map(({ day }) => day)
    .sort()
    .at(-1)
const sourcesOf = (threads: OwnThread[]) => [...new Set(threads.flatMap(({ sources }) => sources))]

const highest = (threads: OwnThread[]) =>
  PRIORITIES.find((priority) => threads.some((thread) => thread.priority === priority))!

/** The rule and its value, or how many there are at once. */
function titleOf(threads: OwnThread[]): string {
  const [{ breaches }] = threads
  const { rule, label } = breaches[0]
  const names = [...new Set(threads.map((thread) => thread.breaches[0].rule.name))]
  if (threads.length === 1) {
    return label ? `${rule.name}: ${label}` : rule.name
  }
  return names.length === 1
    ? `${names[0]}: ${threads.length} at once`
    : `${threads.length} alerts at once: ${names.slice(0, 2).join(', ')}${names.length > 2 ? ` and ${names.length - 2} more` : ''}`
}

const MOST_SENTENCES = 3

function messageOf(threads: OwnThread[]): string {
  const sentences = threads.slice(0, MOST_SENTENCES).map(({ breaches }) => breaches.at(-1)!.message)
  const rest = threads.length - sentences.length
  return [...sentences, ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' ')
}

async function writeBreaches(
  tenant: TenantTransaction,
  incidentId: string,
  { breaches, now }: { breaches: NewBreach[]; now: Date }
) {
  const rows = breaches.map(
    ({ ruleId, subject, day, label, direction, value, expected, ...rest }) => ({
      ...{ rule_id: ruleId, subject, day, label, direction, value, expected },
      ...{ unit: rest.unit, currency: rest.currency, message: rest.message },
    })
  )
  await tenant.query(
    `INSERT INTO alert_breaches (organization_id, rule_id, subject, day, incident_id, label, direction, value,
       expected, unit, currency, message, created_at)
     SELECT $1, r.rule_id, r.subject, r.day, $2, r.label, r.direction, r.value, r.expected, r.unit, r.currency,
       r.message, $4
     FROM jsonb_to_recordset($3::jsonb) AS r (rule_id uuid, subject text, day date, label text, direction text,
       value float8, expected float8, unit text, currency text, message text)`,
    [tenant.organizationId, incidentId, JSON.stringify(rows), now]
  )
}
