import { computed, ref } from 'vue'

type Step = { label: string; undo: () => void }

/** Enough to find the way back from a wrong turn; older work is in the version history. */
const MOST_STEPS = 50

/** What was done to a dashboard since it is edited, and how to take back the last of it. */
export function useUndo() {
  const steps = ref<Step[]>([])

  return {
    last: computed(() => steps.value.at(-1)?.label ?? null),
    push: (step: Step) => {
      steps.value = [...steps.value, step].slice(-MOST_STEPS)
    },
    undo: () => {
      const step = steps.value.at(-1)
      steps.value = steps.value.slice(0, -1)
      step?.undo()
    },
  }
}

export type Undo = ReturnType<typeof useUndo>
