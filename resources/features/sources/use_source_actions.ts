import { router } from '@inertiajs/vue3'

type Change = {
  name?: string
  syncEveryMinutes?: number
  accounts?: string[]
  addsAccounts?: boolean
  streams?: Record<string, boolean>
}

/** What a person can do with a source. The server answers each with the page as it is afterwards. */
export function useSourceActions(base: () => string) {
  const options = { preserveScroll: true }
  return {
    begin: (from: string | null) =>
      router.post(`${base()}/beginning`, from ? { backfillFrom: from } : {}, options),
    sync: (range: { from?: string; to?: string }) => router.post(`${base()}/syncs`, range, options),
    cancel: (run: { id: string }) =>
      router.post(`${base()}/syncs/${run.id}/cancellation`, {}, options),
    pause: () => router.post(`${base()}/pause`, {}, options),
    resume: () => router.delete(`${base()}/pause`, options),
    change: (change: Change) => router.patch(base(), change, options),
    reconnect: (credentials: Record<string, string> = {}) =>
      router.post(`${base()}/reconnection`, { credentials }, options),
    remove: (confirmation: string) => router.delete(base(), { data: { confirmation } }),
  }
}
