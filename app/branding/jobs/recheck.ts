import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { defineJob, withTenant } from '#foundation'
import { isProven, noteMissingProof, noteProof, verifiedHosts } from '../hosts.js'

/** Domains change hands: each has to hold its proof every day. */
export const recheckHostsJob = defineJob({
  name: 'branding.recheck',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '40 3 * * *',
  run: () => recheckHosts(DateTime.utc()),
})

export async function recheckHosts(now: DateTime) {
  for (const { agencyId, ...host } of await verifiedHosts()) {
    const holds = await isProven(host)
    await withTenant(agencyId, async (tenant) => {
      if (holds) {
        await noteProof(tenant, { host: host.host, now })
      } else if (await noteMissingProof(tenant, { host: host.host, now })) {
        const subject = `domain:${host.host}`
        await recordAudit(tenant, { actorId: null, action: 'domain.lost', subject })
      }
    })
  }
}
