import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { askServer } from '~/composables/ask_server'
import type { KpiDraft, KpiPreview } from './types.js'

/** Somebody who types is not asked for each letter. */
const PAUSE_MS = 400

/** Checks and tries a formula a moment after it was changed. The latest answer wins. */
export function useKpiPreview(address: string, draft: Ref<KpiDraft>, id: string | null) {
  const answer = ref<KpiPreview | null>(null)
  const fault = ref<string | null>(null)
  const busy = ref(false)
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask() {
    const own = ++asked
    const formula = draft.value.formula.trim()
    busy.value = formula !== ''
    if (formula === '') {
      answer.value = null
      return
    }
    const found = await askServer<KpiPreview>(address, { id, label: draft.value.label, formula })
    if (own === asked) {
      answer.value = 'answer' in found ? found.answer : null
      fault.value = 'fault' in found ? found.fault : null
      busy.value = false
    }
  }

  watch(
    () => draft.value.formula,
    () => {
      clearTimeout(timer)
      timer = setTimeout(ask, PAUSE_MS)
    }
  )
  onScopeDispose(() => clearTimeout(timer))
  void ask()
  return { answer, fault, busy, ask }
}
