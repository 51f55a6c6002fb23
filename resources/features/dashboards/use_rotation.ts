import { computed, onScopeDispose, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'

const MILLISECONDS = 1_000

interface Rotating {
  count: () => number
  at: () => number
  everySeconds: () => number
  hrefOf: (at: number) => string
}

/**
 * Shows one page after the other, for days. Each visit replaces the one before in the history and takes its page with it, so nothing
 * grows; a visit that fails (a restart, a lost line) leaves what is shown and is tried again at the next turn.
 */
export function useRotation({ count, at, everySeconds, hrefOf }: Rotating) {
  const isPaused = ref(false)
  const hasFailed = ref(false)
  let clock: ReturnType<typeof setTimeout> | undefined

  function wind() {
    clearTimeout(clock)
    if (count() > 1 && !isPaused.value) {
      clock = setTimeout(() => go(1), everySeconds() * MILLISECONDS)
    }
  }

  function go(step: number) {
    clearTimeout(clock)
    const fail = () => {
      hasFailed.value = true
      wind()
      return false
    }
    router.visit(hrefOf((at() + step + count()) % count()), {
      replace: true,
      onNetworkError: fail,
      onHttpException: fail,
    })
  }

  watch([at, count, everySeconds, isPaused], wind, { immediate: true })
  onScopeDispose(() => clearTimeout(clock))
  return {
    isPaused,
    hasFailed,
    isRotating: computed(() => count() > 1),
    next: () => go(1),
    previous: () => go(-1),
  }
}
