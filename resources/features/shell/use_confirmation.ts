import { onScopeDispose, shallowRef } from 'vue'
import { router } from '@inertiajs/vue3'

/** A status of its own: the server asks who this is before it does what was sent. */
const CONFIRMATION_NEEDED = 428

type VisitOptions = NonNullable<Parameters<typeof router.visit>[1]>
type Sent = VisitOptions & { url: URL }

/**
 * What was sent and waits for the person to confirm who they are. The page stays as it is; `resume` sends the same form again,
 * with what its page waits for.
 */
export function useConfirmation() {
  const waiting = shallowRef<Sent | null>(null)
  let latest: Sent | undefined

  const stops = [
    router.on('start', ({ detail: { visit } }) => {
      latest = visit.method === 'get' ? latest : (visit as Sent)
    }),
    router.on('httpException', (event) => {
      if (event.detail.response.status === CONFIRMATION_NEEDED && latest) {
        event.preventDefault()
        waiting.value = latest
      }
    }),
  ]
  onScopeDispose(() => stops.forEach((stop) => stop()))

  function resume() {
    const sent = waiting.value
    waiting.value = null
    if (sent) {
      router.visit(sent.url.href, againOf(sent))
    }
  }

  return { waiting, resume }
}

/** The form and its callbacks, without what the first sending noted on them. */
function againOf(sent: Sent): VisitOptions {
  const { method, data, headers, errorBag, preserveScroll, preserveState } = sent
  const { onStart, onFinish, onSuccess, onError } = sent
  const callbacks = { onStart, onFinish, onSuccess, onError }
  return { method, data, headers, errorBag, preserveScroll, preserveState, ...callbacks }
}
