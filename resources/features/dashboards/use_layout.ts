import { ref } from 'vue'
import { router } from '@inertiajs/vue3'
import { placesThatDiffer, type Places } from './places.js'
import { saveLayout, type Breakpoint, type MovedWidget, type Saved } from './save_layout.js'
import type { Undo } from './use_undo.js'

type Kept = { dashboardHref: string; revision: () => number }

type Arranged = Kept & {
  breakpoint: () => Breakpoint
  undo: Undo
  /** Shows places that did not come from the grid itself. */
  show: (places: Places) => void
}

/** Keeps the places of a grid: each gesture is one request, and a step that can be undone. */
export function useLayout({ breakpoint, undo, show, ...kept }: Arranged) {
  const { queue, ...saving } = useSaving(kept)

  function keep(before: Places, after: Places) {
    const at = breakpoint()
    queue(placesThatDiffer(before, after).map(([id, place]) => ({ id, [at]: place })))
  }

  function changed(before: Places, after: Places) {
    if (placesThatDiffer(before, after).length > 0) {
      const back = () => {
        show(before)
        keep(after, before)
      }
      undo.push({ label: 'the move', undo: back })
      keep(before, after)
    }
  }

  return { changed, ...saving }
}

/** One request after the other: each begins from the revision that the one before it made. */
function useSaving({ dashboardHref, revision }: Kept) {
  const conflict = ref<Extract<Saved, { state: 'changed' }> | null>(null)
  const fault = ref<string | null>(null)
  /** Of the last save, which the page may not have come back with yet. */
  let known = 0
  let unsaved: MovedWidget[] = []
  let turn: Promise<void> = Promise.resolve()

  async function save() {
    if (unsaved.length === 0 || conflict.value) {
      return
    }
    const widgets = lastOfEach(unsaved)
    unsaved = []
    const from = Math.max(known, revision())
    const saved = await saveLayout(dashboardHref, { revision: from, widgets })
    fault.value = saved.state === 'failed' ? saved.message : null
    conflict.value = saved.state === 'changed' ? saved : null
    if (saved.state === 'saved') {
      known = saved.revision
      reload()
    } else {
      unsaved = [...widgets, ...unsaved]
    }
  }

  const inTurn = () => (turn = turn.then(save))

  /** The other person's dashboard with these places: whatever they added stays. */
  function keepMine() {
    known = conflict.value!.revision
    conflict.value = null
    inTurn()
  }

  function loadTheirs() {
    unsaved = []
    conflict.value = null
    reload()
  }

  const queue = (moved: MovedWidget[]) => {
    unsaved.push(...moved)
    inTurn()
  }

  return { queue, conflict, fault, keepMine, loadTheirs, retry: inTurn }
}

const reload = () => router.reload({ only: ['dashboard', 'widgets'] })

function lastOfEach(moved: MovedWidget[]): MovedWidget[] {
  const byId = new Map<string, MovedWidget>()
  for (const one of moved) {
    byId.set(one.id, { ...byId.get(one.id), ...one })
  }
  return [...byId.values()]
}
