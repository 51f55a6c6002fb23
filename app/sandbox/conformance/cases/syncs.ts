import { carryOutRun } from '#sync'
import { asTenant, factsOf, giveHistory, runOf } from '../rows.js'
import { hostsOfScopes, leaksIn, secretsOf } from '../secrets.js'
import { connect, type Rig } from '../rig.js'
import { recordLog } from '../log_recorder.js'
import { demand, type ReplayCase } from '../verdict.js'
import { coversHost } from '#shared/granted_hosts'
import { hostOf, whyOpen } from './credentials.js'

async function sync(rig: Rig, connectionId: string) {
  const { organization, now } = rig
  const runId = await carryOutRun({ organizationId: organization.id, connectionId, now })
  return runOf(rig, runId)
}

/** The source of the first sync that landed whole, for cases that only look at what is stored. */
const synced = new WeakMap<Rig, string>()

export async function syncedSource(rig: Rig): Promise<string> {
  const known = synced.get(rig)
  if (known) {
    return known
  }
  const source = await givenSource(rig)
  const run = await sync(rig, source)
  demand(run.status === 'succeeded', `the sync ends as ${run.status}: ${run.error_message}`)
  return source
}

async function givenSource(rig: Rig) {
  rig.emulator.reset()
  const { id } = await connect(rig)
  await giveHistory(rig, id)
  return id
}

async function comparisons(rig: Rig) {
  const [found] = await asTenant<{ matched: number; gaps: number; reasons: string | null }>(
    rig,
    `SELECT count(*) FILTER (WHERE status = 'matched')::int AS matched,
            count(*) FILTER (WHERE status = 'gap')::int AS gaps,
            string_agg(DISTINCT reason, ' ') AS reasons
     FROM reconciliations WHERE organization_id = $1`
  )
  return found
}

export const syncCases: ReplayCase[] = [
  {
    title: 'a sync lands whole, and a second one changes nothing',
    async run(rig) {
      const source = await givenSource(rig)
      const first = await sync(rig, source)
      demand(first.status === 'succeeded', `it ends as ${first.status}: ${first.error_message}`)
      const before = await factsOf(rig, source)
      demand(before.length > 0, 'nothing was stored')
      const second = await sync(rig, source)
      demand(second.status === 'succeeded', `the second ends as ${second.status}`)
      const changes = `${second.records_written} new and ${second.records_restated} changed rows`
      demand(changes === '0 new and 0 changed rows', `the second brings ${changes}`)
      const after = await factsOf(rig, source)
      demand(before.join() === after.join(), 'the numbers differ')
      synced.set(rig, source)
    },
  },
  {
    title: 'stored totals are compared with the totals of the vendor',
    skip: ({ connector }) =>
      connector.calls.totals.size > 0 ? undefined : 'the vendor tells no totals',
    async run(rig) {
      const before = await comparisons(rig)
      if (before.matched + before.gaps === 0) {
        await sync(rig, await givenSource(rig)) // No earlier case read anything: this one was chosen alone.
      }
      const found = await comparisons(rig)
      const why = found.reasons ? `: ${found.reasons}` : ''
      demand(found.matched > 0, `no total of the vendor was matched${why}`)
      demand(found.gaps === 0, `${found.gaps} totals differ${why}`)
    },
  },
  {
    title: 'no secret reaches a log, a sentence, a row or a job',
    skip: whyOpen,
    async run(rig) {
      const log = recordLog()
      rig.heard.length = 0
      try {
        const source = await givenSource(rig)
        rig.emulator.addFault({ kind: 'token_expiry', host: hostOf(rig) })
        await sync(rig, source)
        rig.emulator.addFault({ kind: 'unauthorized', times: 50, host: hostOf(rig) })
        const refused = await sync(rig, source)
        demand(refused.error_kind === 'authorization', `it is called ${refused.error_kind}`)
      } finally {
        log.stop()
      }
      demand(log.lines.length > 0, 'nothing was logged, so nothing was tried')
      const secrets = secretsOf(rig)
      demand(secrets.length > 0, 'no secret was sent, so nothing was tried')
      const leaks = await leaksIn(rig, { secrets, log: log.lines })
      demand(leaks.length === 0, `a secret is in ${leaks.join(' and ')}`)
    },
  },
  {
    title: 'only hosts that the plugin asked for are called',
    async run(rig) {
      const granted = new Set(hostsOfScopes(rig))
      const strange = rig.heard.map(({ host }) => host).filter((host) => !coversHost(granted, host))
      demand(rig.heard.length > 0, 'nothing was called, so nothing was tried')
      demand(strange.length === 0, `${strange[0]} is called without a scope`)
    },
  },
]
