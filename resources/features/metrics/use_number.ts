import { ref } from 'vue'
import type { MetricQuery } from '#metrics/types'
import type { PastValue, SourceRows } from '#metrics/row_types'
import { useShell } from '~/features/shell/use_shell'

/** Where the rows and the past of one number are asked for. */
export function useNumber(asked: () => { question: MetricQuery; metric: string }) {
  const { href } = useShell()
  const fault = ref<string | null>(null)
  const isLoading = ref(false)

  function address(path: string, more: Record<string, string> = {}): string {
    const { question, metric } = asked()
    return `${href(path)}?${new URLSearchParams({ query: JSON.stringify(question), metric, ...more })}`
  }

  /** Null where it cannot be had, with the sentence why in `fault`. */
  async function read<Found>(url: string): Promise<Found | null> {
    isLoading.value = true
    fault.value = null
    try {
      const answer = await fetch(url, { headers: { accept: 'application/json' } })
      const found = await answer.json()
      fault.value = answer.ok ? null : sentenceIn(found)
      return answer.ok ? found : null
    } catch {
      fault.value = 'The server cannot be reached. Try again in a moment.'
      return null
    } finally {
      isLoading.value = false
    }
  }

  return {
    fault,
    isLoading,
    rows: (from: number) => read<SourceRows>(address('/metrics/rows', { from: String(from) })),
    past: (asOf: string) => read<PastValue>(address('/metrics/past-value', { asOf })),
    fileHref: () => address('/metrics/rows.csv'),
  }
}

function sentenceIn({ detail }: { detail?: string }): string {
  return detail ?? 'Something went wrong on our side. Try again.'
}
