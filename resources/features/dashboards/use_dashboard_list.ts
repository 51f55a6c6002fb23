import { ref } from 'vue'
import { router } from '@inertiajs/vue3'
import { useShell } from '~/features/shell/use_shell'
import type { DashboardSummary, Sharing } from './dashboard.js'

/** What can be done to a dashboard as a whole, from the list and from its own page. */
export function useDashboardList(startsNaming = false) {
  const { href } = useShell()
  const isNaming = ref(startsNaming)
  const address = ({ slug }: Pick<DashboardSummary, 'slug'>) => href(`/dashboards/${slug}`)
  const stay = { preserveScroll: true }

  return {
    isNaming,
    address,
    create: (name: string) => router.post(href('/dashboards'), { name }),
    rename: (dashboard: DashboardSummary, name: string) =>
      router.patch(address(dashboard), { name }, stay),
    duplicate: (dashboard: DashboardSummary) => router.post(`${address(dashboard)}/copies`),
    share: (dashboard: DashboardSummary, sharing: Sharing) =>
      router.patch(address(dashboard), sharing, stay),
    remove: (dashboard: DashboardSummary) => router.delete(address(dashboard)),
  }
}
