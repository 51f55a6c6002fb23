import { defineContext } from '#shared/define_context'
import type { Grants } from '#shared/roles'

const permissions = {
  'organization.view': { from: 'client', also: ['billing_admin'] },
  'organization.manage': 'admin',
  'organization.transfer': 'owner',
  'team.view': 'viewer',
  'team.manage': 'admin',
  'roles.manage': 'admin',
  'api_keys.manage': 'admin',
} as const satisfies Grants

type Names = Record<keyof typeof permissions, true>

declare module '#shared/define_context' {
  interface PermissionNames extends Names {}
}

export default defineContext({
  routes: () => import('./routes.js'),
  permissions,
})
