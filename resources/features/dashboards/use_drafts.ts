import { router } from '@inertiajs/vue3'

/** Editing a dashboard: opening and closing its draft, publishing, and going back to what was published. */
export function useDrafts(dashboardHref: () => string) {
  function show(isEditing: boolean, hasDraft: boolean) {
    const { searchParams } = new URL(window.location.href)
    searchParams.delete('edit')
    const address = Object.fromEntries(searchParams)
    router.get(dashboardHref(), isEditing ? { ...address, edit: '1' } : address, {
      preserveState: true,
      preserveScroll: true,
      only: ['dashboard', 'widgets', 'isEditing', ...(hasDraft ? ['answers'] : [])],
    })
  }

  return {
    show,
    publish: () => router.post(`${dashboardHref()}/versions`),
    discard: () => router.delete(`${dashboardHref()}/draft`),
    loadVersions: () => router.reload({ only: ['versions'] }),
    restore: (number: number) =>
      router.post(
        `${dashboardHref()}/versions/${number}/restoration`,
        {},
        { preserveState: false }
      ),
  }
}
