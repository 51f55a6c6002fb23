import type { Place } from '#dashboards/types'

/** Where the widgets of a grid stand, by id. */
export type Places = Record<string, Place>

export function placesThatDiffer(before: Places, after: Places): [string, Place][] {
  return Object.entries(after).filter(([id, place]) => !isSame(before[id], place))
}

export function isSame(one: Place | undefined, other: Place): boolean {
  const sides = ['x', 'y', 'w', 'h'] as const
  return one !== undefined && sides.every((side) => one[side] === other[side])
}

type Stepping = { isResizing: boolean; columns: number }

const LOWEST = 2

/** One step further, as far as the grid goes. */
export function stepped(
  { x, y, w, h }: Place,
  [across, down]: [number, number],
  { isResizing, columns }: Stepping
): Place {
  return isResizing
    ? { x, y, w: within(w + across, 1, columns - x), h: Math.max(LOWEST, h + down) }
    : { x: within(x + across, 0, columns - w), y: Math.max(0, y + down), w, h }
}

const within = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), most)

export function placeText({ x, y, w, h }: Place): string {
  return `column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high`
}
