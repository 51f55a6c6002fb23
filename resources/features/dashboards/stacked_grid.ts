import { GridStack } from 'gridstack'
import type { Place } from '#dashboards/types'
import { isSame, type Places } from './places.js'

/** A row with the gap below it, in pixels; the reader's grid (`reading_grid.vue`) has the same. */
const ROW_PIXELS = 40
const GAP_PIXELS = 16

const SETTINGS = {
  cellHeight: ROW_PIXELS,
  margin: GAP_PIXELS / 2,
  /** A widget stays where it is put, also with room above it. */
  float: true,
  minRow: 4,
  animate: true,
  draggable: { handle: '.grid-handle', cancel: '.grid-steady' },
  resizable: { handles: 'e,se,s,sw,w' },
  /** A finger has nothing to hover with. */
  alwaysShowResizeHandle: 'mobile',
} as const

/** A grid whose elements somebody else renders: the library moves them, and nothing more. */
export class StackedGrid {
  private grid: GridStack
  private before: Places = {}

  constructor(
    private root: HTMLElement,
    columns: number,
    onChange: (before: Places, after: Places) => void
  ) {
    this.grid = GridStack.init({ ...SETTINGS, column: columns }, root)!
    this.grid.on('dragstart resizestart', () => {
      this.before = this.places()
    })
    this.grid.on('dragstop resizestop', () => {
      // The library settles the other widgets after this event.
      queueMicrotask(() => onChange(this.before, this.places()))
    })
  }

  places(): Places {
    return Object.fromEntries(
      this.grid.engine.nodes.map(({ id, x = 0, y = 0, w = 1, h = 1 }) => [id!, { x, y, w, h }])
    )
  }

  show(wanted: Places) {
    const now = this.places()
    this.grid.batchUpdate()
    for (const [id, place] of Object.entries(wanted)) {
      const element = this.elementOf(id)
      if (element && !isSame(now[id], place)) {
        this.grid.update(element, place)
      }
    }
    this.grid.batchUpdate(false)
  }

  /** Everything as `others` says, and one widget where it is wanted; the others make room. */
  move(others: Places, [id, wanted]: [string, Place]) {
    this.show(others)
    const element = this.elementOf(id)
    if (element) {
      this.grid.update(element, wanted)
    }
  }

  /** Lets go of elements that are about to be taken away. */
  release(kept: Places) {
    for (const { id, el } of this.grid.engine.nodes.filter((node) => !(node.id! in kept))) {
      this.grid.removeWidget(el ?? id!, false, false)
    }
  }

  /** Takes in elements that were added. */
  adopt() {
    for (const element of this.root.querySelectorAll<HTMLElement>(':scope > [gs-id]')) {
      if (!this.elementOf(element.getAttribute('gs-id')!)) {
        this.grid.makeWidget(element)
      }
    }
  }

  destroy() {
    this.grid.destroy(false)
  }

  private elementOf(id: string) {
    return this.grid.engine.nodes.find((node) => node.id === id)?.el as HTMLElement | undefined
  }
}
