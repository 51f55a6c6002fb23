import { onScopeDispose, ref, watch } from 'vue'
import { usePoll } from '@inertiajs/vue3'

const EVERY_MS = 1_000
/** A running sync counts its seconds on this clock. */
const CLOCK_MS = 1_000

/** Fetches the named props every second while something is going on, and stops when it has ended. */
export function useLive(isGoingOn: () => boolean, only: string[]) {
  const { start, stop } = usePoll(EVERY_MS, { only }, { autoStart: false })
  watch(isGoingOn, (goesOn) => (goesOn ? start() : stop()), { immediate: true })
}

/** The present, for "2 minutes ago". */
export function useNow() {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), CLOCK_MS)
  onScopeDispose(() => clearInterval(timer))
  return now
}
