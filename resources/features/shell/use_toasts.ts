import { onScopeDispose, ref } from 'vue'
import type { Toast } from './shell.js'

const BRIEF_MILLISECONDS = 5_000
/** Long enough to read a fault, or to reach for "Undo". */
const LONG_MILLISECONDS = 12_000
const MOST = 4

type Shown = Toast & { id: number }

/** Messages that leave by themselves, though never while somebody points at them or is inside them. */
export function useToasts() {
  const toasts = ref<Shown[]>([])
  const clocks = new Map<number, ReturnType<typeof setTimeout>>()
  let last = 0

  function dismiss(id: number) {
    clearTimeout(clocks.get(id))
    clocks.delete(id)
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  function wind(toast: Shown) {
    const patience =
      toast.action || toast.tone === 'failure' ? LONG_MILLISECONDS : BRIEF_MILLISECONDS
    clearTimeout(clocks.get(toast.id))
    clocks.set(
      toast.id,
      setTimeout(() => dismiss(toast.id), patience)
    )
  }

  /** A page that is polled may bring the same message twice: whoever reads it has more time then. */
  function show(toast: Toast | undefined) {
    const same = toasts.value.find(
      ({ tone, message, action }) =>
        tone === toast?.tone && message === toast.message && action?.href === toast.action?.href
    )
    if (same) {
      wind(same)
    } else if (toast) {
      const shown = { ...toast, id: (last += 1) }
      toasts.value = [...toasts.value, shown].slice(-MOST)
      wind(shown)
    }
  }

  function hold() {
    clocks.forEach((clock) => clearTimeout(clock))
  }

  function release() {
    toasts.value.forEach(wind)
  }

  onScopeDispose(hold)
  return { toasts, show, dismiss, hold, release }
}
