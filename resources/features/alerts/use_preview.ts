import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { askServer } from '~/composables/ask_server'
import type { Preview, RuleDraft } from './types.js'

/** Somebody who types is not asked for each letter. */
const PAUSE_MS = 500

/** Tries a rule on the last year, and again a moment after it was changed. The latest answer wins. */
export function usePreview(address: string, draft: Ref<RuleDraft>) {
  const answer = ref<Preview | null>(null)
  const fault = ref<string | null>(null)
  const busy = ref(false)
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask() {
    const own = ++asked
    busy.value = true
    const { name, ...rule } = draft.value
    const found = await askServer<Preview>(address, { ...rule, name: name.trim() || 'Preview' })
    if (own === asked) {
      answer.value = 'answer' in found ? found.answer : null
      fault.value = 'fault' in found ? found.fault : null
      busy.value = false
    }
  }

  const judged = () => {
    const { kind, question, condition, watch: watched, falseAlarmsAMonth } = draft.value
    return JSON.stringify({ kind, question, condition, watched, falseAlarmsAMonth })
  }
  watch(judged, () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  void ask()
  return { answer, fault, busy, ask }
}
