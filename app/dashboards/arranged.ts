import type { KeptLayout, Place, WidgetLayout, WidgetView } from '#dashboards/types'
import { WIDGET_VIEWS } from '#dashboards/widget_views'

export const COLUMNS = 12

interface Kept {
  id?: string
  view: WidgetView
  layout: KeptLayout
}

export interface Placed {
  placed: WidgetLayout
}

/**
 * Widgets in reading order, each with a place on both breakpoints. One that has none on the wide screen goes below the others, as
 * large as its view is by default; on the narrow one all stand under each other in reading order unless they were ordered there.
 */
export function arranged<One extends Kept>(widgets: One[]): (One & Placed)[] {
  const placed = widgets.filter(({ layout }) => layout.lg)
  const packing = { x: 0, y: bottomOf(placed.map(({ layout }) => layout.lg!)), row: 0 }
  const wide = new Map<One, Place>()
  for (const widget of widgets) {
    wide.set(widget, widget.layout.lg ?? nextPlace(packing, WIDGET_VIEWS[widget.view].size))
  }
  const reading = widgets.toSorted((one, other) => byReading(wide.get(one)!, wide.get(other)!))
  const narrow = narrowPlaces(reading, wide)
  return reading.map((widget) =>
    Object.assign(widget, { placed: { lg: wide.get(widget)!, sm: narrow.get(widget)! } })
  )
}

/** The next place of a row, or of the row below where it does not fit. */
export function nextPlace(
  packing: { x: number; y: number; row: number },
  { w, h }: { w: number; h: number }
): Place {
  if (packing.x + w > COLUMNS) {
    Object.assign(packing, { x: 0, y: packing.y + packing.row, row: 0 })
  }
  const place = { x: packing.x, y: packing.y, w, h }
  packing.x += w
  packing.row = Math.max(packing.row, h)
  return place
}

/** The first gap, row by row, that a new widget fits into; below everything at the latest. */
export function freePlace(places: Place[], size: { w: number; h: number }): Place {
  const bottom = bottomOf(places)
  for (let y = 0; y < bottom; y++) {
    for (let x = 0; x + size.w <= COLUMNS; x++) {
      const place = { x, y, ...size }
      if (!places.some((other) => overlaps(place, other))) {
        return place
      }
    }
  }
  return { x: 0, y: bottom, ...size }
}

function overlaps(one: Place, other: Place) {
  const besides = one.x + one.w <= other.x || other.x + other.w <= one.x
  const under = one.y + one.h <= other.y || other.y + other.h <= one.y
  return !besides && !under
}

export const bottomOf = (places: Place[]) => Math.max(0, ...places.map(({ y, h }) => y + h))

const byReading = (one: Place, other: Place) => one.y - other.y || one.x - other.x

function narrowPlaces<One extends Kept>(reading: One[], wide: Map<One, Place>) {
  const ordered = reading
    .map((widget, place) => ({ widget, place, y: widget.layout.sm?.y ?? Infinity }))
    .toSorted((one, other) => (one.y === other.y ? one.place - other.place : one.y - other.y))
  const places = new Map<One, Place>()
  let y = 0
  for (const { widget } of ordered) {
    const h = widget.layout.sm?.h ?? wide.get(widget)!.h
    places.set(widget, { x: 0, y, w: 1, h })
    y += h
  }
  return places
}
