import { ref, type ShallowRef } from 'vue'
import type { Chart } from 'chart.js'

type Options = {
  /** How many places the axis has. */
  length: () => number
  pick: (place: number) => void
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/** Reads a chart with the keyboard: arrows move along the axis and show the tooltip, Enter chooses, Escape leaves. */
export function usePlaceCursor(chart: ShallowRef<Chart | undefined>, options: Options) {
  const place = ref<number | null>(null)

  function show(at: number | null) {
    place.value = at
    markPlace(chart.value, at)
  }

  function next(key: string): number | null {
    const last = options.length() - 1
    if (key === 'Home' || key === 'End') {
      return key === 'Home' ? 0 : last
    }
    return key in STEPS ? Math.min(last, Math.max(0, (place.value ?? -1) + STEPS[key])) : null
  }

  function onKey(event: KeyboardEvent) {
    const at = next(event.key)
    if (at !== null && options.length() > 0) {
      event.preventDefault()
      show(at)
    } else if (event.key === 'Enter' && place.value !== null) {
      options.pick(place.value)
    } else if (event.key === 'Escape' && place.value !== null) {
      event.stopPropagation()
      show(null)
    }
  }

  return { place, onKey, onBlur: () => place.value !== null && show(null) }
}

/** Shows the tooltip of a place and the marks of its points, as a pointer above it would; null hides them. */
export function markPlace(drawn: Chart | undefined, at: number | null) {
  if (!drawn) {
    return
  }
  const active =
    at === null
      ? []
      : drawn.data.datasets.flatMap((_, datasetIndex) =>
          drawn.isDatasetVisible(datasetIndex) ? [{ datasetIndex, index: at }] : []
        )
  drawn.setActiveElements(active)
  drawn.tooltip?.setActiveElements(active, { x: 0, y: 0 })
  drawn.render()
}
