import { ref } from 'vue'
import type { Place } from '#dashboards/types'
import { placeText, stepped, type Places } from './places.js'

type Grid = {
  places: () => Places
  columns: () => number
  /** Puts everything as `places` says and then one widget where it is wanted; the others make room. */
  place: (places: Places, moved: [string, Place]) => void
  show: (places: Places) => void
  changed: (before: Places, after: Places) => void
}

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Moves widgets with the arrow keys and resizes them with Shift held; Enter keeps, Escape puts everything back. What happens is
 * said in `announcement`, for a live region.
 */
export function useGridKeys(grid: Grid) {
  const announcement = ref('')
  const { moving, step, keep, cancel } = useMove(grid)
  const placeOf = (id: string) => placeText(grid.places()[id])

  /** What a key says afterwards; nothing for keys that mean nothing here. */
  function said({ id, title }: Named, event: KeyboardEvent): string | undefined {
    if (event.key in STEPS) {
      step(id, event)
      return `${title}: ${placeOf(id)}`
    }
    if (event.key === 'Escape' && moving.value) {
      cancel()
      return `Cancelled. ${title} is back at ${placeOf(id)}.`
    }
    if (event.key === 'Enter' || event.key === ' ') {
      const wasMoving = moving.value !== null
      keep()
      return wasMoving ? `${title} stays at ${placeOf(id)}.` : `${title}. ${HOW}`
    }
    return undefined
  }

  function onKey(widget: Named, event: KeyboardEvent) {
    const sentence = said(widget, event)
    if (sentence !== undefined) {
      announcement.value = sentence
      event.preventDefault()
      event.stopPropagation()
    }
  }

  return { announcement, moving, onKey, keep }
}

type Named = { id: string; title: string }

const HOW = 'Arrow keys move, Shift and arrow keys resize, Enter keeps, Escape cancels.'

/** A move of one widget that is kept or cancelled as a whole. */
function useMove(grid: Grid) {
  const moving = ref<string | null>(null)
  let before: Places = {}

  function keep() {
    if (moving.value) {
      moving.value = null
      grid.changed(before, grid.places())
    }
  }

  function cancel() {
    moving.value = null
    grid.show(before)
  }

  function step(id: string, { key, shiftKey: isResizing }: KeyboardEvent) {
    if (moving.value !== id) {
      keep()
      moving.value = id
      before = grid.places()
    }
    const wanted = stepped(grid.places()[id], STEPS[key], { isResizing, columns: grid.columns() })
    grid.place(before, [id, wanted])
  }

  return { moving, step, keep, cancel }
}
