import { defineContext } from '#shared/define_context'
import type { Grants } from '#shared/roles'

const permissions = {
  'annotations.view': 'viewer',
  'annotations.edit': 'analyst',
} as const satisfies Grants

type Names = Record<keyof typeof permissions, true>

declare module '#shared/define_context' {
  interface PermissionNames extends Names {}
}

export default defineContext({
  routes: () => import('./routes.js'),
  permissions,
})
