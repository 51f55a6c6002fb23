import { defineContext } from '#shared/define_context'
import type { Grants } from '#shared/roles'

const permissions = {
  'clients.view': 'viewer',
  'clients.manage': 'admin',
  'agencies.view': 'admin',
  'agencies.manage': 'owner',
} as const satisfies Grants

type Names = Record<keyof typeof permissions, true>

declare module '#shared/define_context' {
  interface PermissionNames extends Names {}
}

export default defineContext({
  routes: () => import('./routes.js'),
  listeners: () => import('./listeners.js'),
  permissions,
})
