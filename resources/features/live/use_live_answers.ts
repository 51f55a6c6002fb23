import { router } from '@inertiajs/vue3'
import { shallowRef, watch } from 'vue'
import { useLiveData } from './use_live_data.js'

type Answers<Entry> = Record<string, Entry> | undefined

/**
 * The `answers` of a page, fetched again whenever the organization's data changed. An answer that says the same as before stays the
 * same object, so that only widgets that changed are drawn again.
 */
export function useLiveAnswers<Entry>(address: string, given: () => Answers<Entry>) {
  const answers = shallowRef(given())
  watch(given, (next) => {
    answers.value = next && steady(answers.value, next)
  })
  return { answers, ...useLiveData(address, reload) }
}

/** Only the answers: whoever arranges widgets keeps what is under the hand. */
function reload() {
  return new Promise<void>((resolve) => {
    router.reload({ only: ['answers'], onFinish: () => resolve() })
  })
}

function steady<Entry>(known: Answers<Entry>, next: Record<string, Entry>) {
  const kept = Object.entries(next).map(([id, entry]): [string, Entry] => {
    const before = known?.[id]
    return [id, before && JSON.stringify(before) === JSON.stringify(entry) ? before : entry]
  })
  return Object.fromEntries(kept)
}
