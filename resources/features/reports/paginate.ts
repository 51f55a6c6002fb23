import type { Block } from './blocks.js'

/** A4 in points of the screen: 96 to the inch. */
export const PAGE = { width: 793.7, height: 1122.52, side: 52, top: 84, bottom: 72, gap: 18 }

const ROOM = PAGE.height - PAGE.top - PAGE.bottom

export type Placed = { page: number; top: number }

/** Where each block stands. The same heights give the same pages. */
export function paginate(blocks: Block[], heights: Record<string, number>): Placed[] {
  let page = 0
  let used = 0
  return blocks.map((block, place) => {
    const needed = neededBy(blocks, place, heights)
    if (used > 0 && (used + needed > ROOM || block.startsPage || block.fillsPage)) {
      page += 1
      used = 0
    }
    const placed = { page, top: used }
    used = block.fillsPage ? ROOM + 1 : used + (heights[block.id] ?? 0) + PAGE.gap
    return placed
  })
}

/** A heading never ends a page: it takes the room of what follows as well. */
function neededBy(blocks: Block[], place: number, heights: Record<string, number>): number {
  const [block, next] = blocks.slice(place, place + 2)
  const height = heights[block.id] ?? 0
  return block.leads && next ? height + PAGE.gap + (heights[next.id] ?? 0) : height
}
