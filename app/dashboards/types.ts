import type { WIDGET_VIEWS } from '#dashboards/widget_views'

/** How a widget is drawn; the list stands in `widget_views.ts`. */
export type WidgetView = keyof typeof WIDGET_VIEWS

/** A place on the grid: from the left, from the top, as wide, as high. */
export interface Place {
  x: number
  y: number
  w: number
  h: number
}

/** Where a widget stands: `lg` in twelve columns, `sm` in one. */
export interface WidgetLayout {
  lg: Place
  sm: Place
}

/** What was kept of it: places that nobody chose are derived. */
export type KeptLayout = Partial<WidgetLayout>
