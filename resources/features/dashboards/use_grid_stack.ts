import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue'
import type { Place } from '#dashboards/types'
import type { Places } from './places.js'
import { StackedGrid } from './stacked_grid.js'

type Wanted = {
  root: Ref<HTMLElement | null>
  columns: () => number
  places: () => Places
  onChange: (before: Places, after: Places) => void
}

/** Keeps the grid and what Vue renders into it in step. */
export function useGridStack({ root, columns, places, onChange }: Wanted) {
  let grid: StackedGrid | undefined

  onMounted(() => {
    grid = new StackedGrid(root.value!, columns(), onChange)
  })
  onBeforeUnmount(() => grid?.destroy())
  watch(
    () => Object.keys(places()).join(),
    () => grid?.release(places()),
    { flush: 'pre' }
  )
  watch(
    places,
    (wanted) => {
      grid?.adopt()
      grid?.show(wanted)
    },
    { flush: 'post' }
  )

  return {
    current: () => grid?.places() ?? {},
    show: (wanted: Places) => grid?.show(wanted),
    place: (others: Places, moved: [string, Place]) => grid?.move(others, moved),
  }
}
