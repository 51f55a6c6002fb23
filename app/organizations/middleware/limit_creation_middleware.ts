import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { withTenant } from '#foundation'
import { takeFrom } from '#organizations/allowance'

interface Limits {
  one: string
  many: string
  person: number
  organization: number
}

/** What people create in a day, far above what work takes: a script that ran away, or an account that was taken over. */
export const CREATED_A_DAY = {
  apiKeys: { one: 'API key', many: 'API keys', person: 30, organization: 100 },
  dashboards: { one: 'dashboard', many: 'dashboards', person: 100, organization: 400 },
  widgets: { one: 'widget', many: 'widgets', person: 1_000, organization: 4_000 },
  reports: { one: 'report', many: 'reports', person: 100, organization: 400 },
  reportRuns: { one: 'report', many: 'reports', person: 300, organization: 2_000 },
  testCalls: { one: 'test call', many: 'test calls', person: 500, organization: 2_000 },
  connections: { one: 'connection', many: 'connections', person: 100, organization: 400 },
  clients: { one: 'client', many: 'clients', person: 100, organization: 400 },
  accessRequests: { one: 'request', many: 'requests', person: 30, organization: 100 },
} as const satisfies Record<string, Limits>

export type Created = keyof typeof CREATED_A_DAY

/** Refuses what is created beyond the day's allowance of the person, or of everybody in the organization together. */
export default class LimitCreationMiddleware {
  async handle(ctx: HttpContext, next: NextFn, created: Created) {
    const { one, many, person, organization } = CREATED_A_DAY[created]
    const { id } = ctx.auth.getUserOrFail()
    await withTenant(ctx.organization.id, (tenant) =>
      takeFrom(tenant, {
        allowances: [
          {
            key: `created:${created}:organization:${tenant.organizationId}`,
            limit: organization,
            sentence: `${organization} ${many} were created in this organization within a day.`,
          },
          {
            key: `created:${created}:person:${id}`,
            limit: person,
            sentence: `You created ${person} ${many} within a day.`,
          },
        ],
        code: 'E_TOO_MANY_CREATED',
        consequence: `This ${one} was not created. Create the next one tomorrow.`,
        now: new Date(),
      })
    )
    return next()
  }
}
