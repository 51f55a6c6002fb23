import { defineContext } from '#shared/define_context'
import type { Grants } from '#shared/roles'

const permissions = {
  'dashboards.view': 'client',
  'dashboards.edit': 'analyst',
} as const satisfies Grants

type Names = Record<keyof typeof permissions, true>

declare module '#shared/define_context' {
  interface PermissionNames extends Names {}
}

export default defineContext({
  routes: () => import('./routes.js'),
  listeners: () => import('./templates/plugin_template.js'),
  permissions,
})
