import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { WatchAuditChain } from '#audit/actions/watch_audit_chain'

export const watchChainJob = defineJob<{ organizationId: string }>({
  name: 'audit.watch_chain',
  queueClass: 'maintenance',
  concurrency: 1,
  waiting: 'onePerKey',
  async run({ payload: { organizationId } }) {
    await new WatchAuditChain().execute({ organizationId, now: DateTime.utc() })
  },
})
