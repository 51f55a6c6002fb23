import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { askServer } from '~/composables/ask_server'
import type { Drawn } from '../../../app/shared/drawn_state.js'
import { sentGoal, type GoalDraft } from './goal_draft.js'
import type { GoalProgress } from './goal_words.js'

const PAUSE_MS = 400

/** How the goal would stand today, a moment after each change. The latest answer wins. */
export function useGoalPreview(address: string, draft: Ref<GoalDraft>) {
  const answer = ref<Drawn<GoalProgress> | null>(null)
  const fault = ref<string | null>(null)
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask() {
    const own = ++asked
    const { name, ...goal } = sentGoal(draft.value)
    const found = await askServer<Drawn<GoalProgress>>(address, {
      ...{ ...goal, name: name || 'Preview' },
    })
    if (own === asked) {
      answer.value = 'answer' in found ? found.answer : answer.value
      fault.value = 'fault' in found ? found.fault : null
    }
  }

  watch(
    () => JSON.stringify({ ...draft.value, name: '', ownerId: '' }),
    () => {
      clearTimeout(timer)
      timer = setTimeout(ask, PAUSE_MS)
    }
  )
  onScopeDispose(() => clearTimeout(timer))
  void ask()
  return { answer, fault }
}
