import { ref } from 'vue'
import { router } from '@inertiajs/vue3'
import { useShell } from '~/features/shell/use_shell'
import type { DashboardSummary, Sharing } from './dashboard.js'

/** What ids of the organization's templates begin with. */
const OWN = 'own:'

/** What can be done to a dashboard as a whole, from the list and from its own page. */
export function useDashboardList(startsNaming = false) {
  const { href } = useShell()
  const isNaming = ref(startsNaming)
  const address = ({ slug }: Pick<DashboardSummary, 'slug'>) => href(`/dashboards/${slug}`)
  const stay = { preserveScroll: true }

  return {
    isNaming,
    address,
    create: (wanted: { name: string; template?: string }) =>
      router.post(href('/dashboards'), wanted),
    /** Deletes a template of the organization. */
    forget: ({ id }: { id: string }) =>
      router.delete(href(`/dashboards/templates/${id.slice(OWN.length)}`), {
        ...stay,
        preserveState: true,
        only: ['templates'],
      }),
    keepAsTemplate: (dashboard: DashboardSummary, name: string) =>
      router.post(`${address(dashboard)}/templates`, { name }, stay),
    move: (dashboard: DashboardSummary, folder: string) =>
      router.patch(address(dashboard), { folder }, stay),
    mark: (dashboard: Pick<DashboardSummary, 'slug'>, isFavourite: boolean) =>
      isFavourite
        ? router.post(`${address(dashboard)}/favourite`, {}, stay)
        : router.delete(`${address(dashboard)}/favourite`, stay),
    rename: (dashboard: DashboardSummary, name: string) =>
      router.patch(address(dashboard), { name }, stay),
    duplicate: (dashboard: DashboardSummary) => router.post(`${address(dashboard)}/copies`),
    share: (dashboard: DashboardSummary, sharing: Sharing) =>
      router.patch(address(dashboard), sharing, stay),
    remove: (dashboard: DashboardSummary) => router.delete(address(dashboard)),
  }
}
