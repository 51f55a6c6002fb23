import { ref, watch } from 'vue'
import { useShell } from '~/features/shell/use_shell'

const PAUSE_MILLISECONDS = 200

type Offered = { value: string; label: string }

/** Values that exist, while a person types one; none where they cannot be had, since the filter works without. */
export function useOfferedValues(asked: () => { dimension: string; search: string }) {
  const { href } = useShell()
  const offered = ref<Offered[]>([])
  let running: AbortController | undefined

  watch(asked, ({ dimension, search }, _, onCleanup) => {
    const timer = setTimeout(() => void ask(dimension, search), PAUSE_MILLISECONDS)
    onCleanup(() => clearTimeout(timer))
  })

  async function ask(dimension: string, search: string) {
    running?.abort()
    running = new AbortController()
    const address = `${href('/metrics/values')}?${new URLSearchParams({ dimension, search })}`
    try {
      const answer = await fetch(address, {
        headers: { accept: 'application/json' },
        signal: running.signal,
      })
      const found: { values: Offered[] } = answer.ok ? await answer.json() : { values: [] }
      offered.value = found.values
    } catch {
      // Typed on, or offline: what was offered before is no longer what is asked for.
      offered.value = []
    }
  }

  return offered
}
