import { defineJob } from '#foundation'
import { recheckDomains } from '#organizations/sso/domains'

/** A domain that changed hands signs nobody in: its record is looked for each night. */
export const recheckSsoDomainsJob = defineJob({
  name: 'organizations.recheck_sso_domains',
  queueClass: 'maintenance',
  cron: '10 4 * * *',
  run: async () => void (await recheckDomains()),
})
