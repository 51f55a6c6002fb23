import { onScopeDispose, ref } from 'vue'
import { router } from '@inertiajs/vue3'

/**
 * Whether the server no longer knows who this is. The page stays as it is then, with everything that was
 * typed into it; once that is said, a page that asks for news of itself does not say it again.
 */
export function useSessionEnd() {
  const isOver = ref(false)
  let isSaid = false

  const stops = [
    router.on('httpException', (event) => {
      if (event.detail.response.status !== 401) {
        return
      }
      event.preventDefault()
      isOver.value ||= !isSaid
      isSaid = true
    }),
    router.on('start', ({ detail: { visit } }) => {
      isSaid &&= visit.method === 'get'
    }),
  ]
  onScopeDispose(() => stops.forEach((stop) => stop()))
  return isOver
}
