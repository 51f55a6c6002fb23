import { onBeforeUnmount, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { askServer } from '~/composables/ask_server'

interface Looked {
  seen: number
  left: number
}

/**
 * Asks the server to look at clients whose numbers are missing or old, a few at a time, and shows what came of it. Stops where nothing
 * gets on: a client that cannot be looked at now is not asked about for ever.
 */
export function useLooks(wanted: () => { address: string; question: object; stale: number }) {
  const fault = ref<string | null>(null)
  let isGone = false
  onBeforeUnmount(() => (isGone = true))

  async function look() {
    const { address, question, stale } = wanted()
    if (isGone || stale === 0) {
      return
    }
    const asked = await askServer<Looked>(address, question)
    if (isGone) {
      return
    }
    fault.value = 'fault' in asked ? asked.fault : null
    if ('answer' in asked && asked.answer.seen > 0) {
      router.reload({ only: ['clients', 'found', 'metrics'] })
    }
  }

  watch(() => JSON.stringify(wanted()), look, { immediate: true })
  return { fault }
}
