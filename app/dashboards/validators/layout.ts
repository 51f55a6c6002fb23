import vine from '@vinejs/vine'
import { Refusal } from '#foundation'
import { COLUMNS } from '#dashboards/arranged'

/** Rows of 40 px; beyond them nobody scrolls. */
const MOST_ROWS = 2000
const TALLEST = 50

const whole = (least: number, most: number) => vine.number().withoutDecimals().min(least).max(most)

const place = (columns: number) =>
  vine
    .object({
      x: whole(0, columns - 1),
      y: whole(0, MOST_ROWS),
      w: whole(1, columns),
      h: whole(1, TALLEST),
    })
    .optional()

export const layoutValidator = vine.create({
  /** The revision of the dashboard that the layout began from. */
  revision: vine.number().withoutDecimals().min(0),
  widgets: vine
    .array(vine.object({ id: vine.string().uuid(), lg: place(COLUMNS), sm: place(1) }))
    .maxLength(200),
})

/** Each place by itself may be right and together they reach beyond the grid, where nobody sees the widget whole. */
export function assertInside(widgets: { lg?: { x: number; w: number } }[]) {
  if (widgets.some(({ lg }) => lg && lg.x + lg.w > COLUMNS)) {
    throw new Refusal({
      code: 'E_WIDGET_OUTSIDE',
      status: 422,
      message: `A widget would reach beyond the ${COLUMNS} columns of the grid, so the layout was not saved. Reload the page and move it again.`,
    })
  }
}
