import { computed } from 'vue'
import { usePage } from '@inertiajs/vue3'
import { pathIn, type Shell } from './shell.js'

const NOBODY: Shell = { user: null, organization: null, organizations: [], permissions: [] }

/** The person, the organization and what they may do, as the server shared it with this page. */
export function useShell() {
  const page = usePage()
  const shell = computed(() => page.props.shell ?? NOBODY)
  return {
    shell,
    url: computed(() => page.url),
    href: (path: string) => pathIn(shell.value.organization, path),
    can: (permission: string) => shell.value.permissions.includes(permission),
  }
}
