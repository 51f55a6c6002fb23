import { computed, ref, shallowRef, watch } from 'vue'
import { useLocalStorage } from '@vueuse/core'
import type { Happened } from '#annotations/types'
import type { DayRange } from '#metrics/types'
import { fetchAnswer } from '~/composables/ask_server'
import { useShell } from '~/features/shell/use_shell'
import { withReadableDays } from '~/ui/date_format'

/** A chart with more is covered by its marks. */
const MOST_DRAWN = 8

/** What happened in the days that a page shows. Asked for after the numbers, and nothing waits for it. */
export function useHappened(days: () => DayRange | undefined) {
  const { href, can } = useShell()
  const isShown = useLocalStorage('quarterdeck-annotations', true)
  const happened = shallowRef<Happened[]>([])
  const hasFailed = ref(false)
  const address = computed(() => {
    const asked = days()
    const query = asked && new URLSearchParams({ from: asked.from, to: asked.to })
    return query && can('annotations.view') ? href(`/annotations/happened?${query}`) : null
  })

  async function load() {
    const asked = address.value
    if (!asked || !isShown.value) {
      happened.value = []
      return
    }
    const found = await fetchAnswer<{ happened: Happened[] }>(asked)
    if (asked === address.value) {
      hasFailed.value = 'fault' in found
      happened.value = 'answer' in found ? found.answer.happened : []
    }
  }

  watch([address, isShown], load, { immediate: true })
  const drawn = computed(() => drawnOf(happened.value))
  return {
    happened,
    drawn,
    isShown,
    hasFailed,
    load,
    mayRead: computed(() => address.value !== null),
    show: (chosen: boolean) => {
      isShown.value = chosen
    },
  }
}

/** The most telling ones, those of the same days as one, in the order of their days: a chart names them by letters. */
function drawnOf(happened: Happened[]): Happened[] {
  const days = Map.groupBy(happened, ({ from, to }) => `${from} ${to}`)
  return [...days.values()]
    .slice(0, MOST_DRAWN)
    .map(([first, ...others]) => ({ ...first, text: textOf([first, ...others]) }))
    .toSorted((one, other) => one.from.localeCompare(other.from))
}

const textOf = (happened: Happened[]) =>
  happened.map(({ text }) => withReadableDays(text)).join('; ')
