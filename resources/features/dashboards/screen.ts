import type { Widget } from './dashboard.js'

/** Of the grid; a row with its gap. */
const ROW_PIXELS = 40
/** Taken by the bar above and the margins. */
const AROUND_PIXELS = 170
/** Smaller is not read from where people stand. */
const SMALLEST = 0.5
const WIDE_PIXELS = 1024

export interface Screen {
  slugs: string[]
  everySeconds: number
  at?: number
}

/** Where dashboards take turns on a screen. */
export function screenAddress({ slugs: [first, ...others], everySeconds, at = 0 }: Screen): string {
  const query = new URLSearchParams(others.map((slug) => ['then', slug]))
  query.set('every', String(everySeconds))
  query.set('at', String(at))
  return `/dashboards/${first}/screen?${query}`
}

/** How much smaller widgets have to be to stand on the screen together; a narrow screen is scrolled. */
export function zoomFor(
  widgets: Pick<Widget, 'layout'>[],
  { width, height }: { width: number; height: number }
): number {
  const rows = Math.max(1, ...widgets.map(({ layout: { lg } }) => lg.y + lg.h))
  const fitting = (height - AROUND_PIXELS) / (rows * ROW_PIXELS)
  return width < WIDE_PIXELS ? 1 : Math.min(1, Math.max(SMALLEST, fitting))
}
