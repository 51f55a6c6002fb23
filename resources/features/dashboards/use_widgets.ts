import { router } from '@inertiajs/vue3'
import type { Widget, WidgetFields } from './dashboard.js'

/** Changes to the widgets of one dashboard. The page comes back with the result. */
export function useWidgets(dashboardHref: string, widgets: () => Widget[]) {
  const stay = { preserveScroll: true, preserveState: true }
  const address = (widget: Widget) => `${dashboardHref}/widgets/${widget.id}`
  const fieldsOf = ({ id: _, layout: __, ownGrain: ___, ...fields }: Widget): WidgetFields => fields

  function save(widget: Widget | null, fields: WidgetFields) {
    return widget
      ? router.put(address(widget), fields as never, stay)
      : router.post(`${dashboardHref}/widgets`, fields as never, stay)
  }

  /** Buttons, not dragging: the order is changed with the keyboard as easily as with a pointer. */
  function move(widget: Widget, steps: -1 | 1) {
    const ids = widgets().map(({ id }) => id)
    const place = ids.indexOf(widget.id)
    ids.splice(place + steps, 0, ...ids.splice(place, 1))
    router.put(`${dashboardHref}/order`, { widgets: ids }, stay)
  }

  return {
    save,
    move,
    resize: (widget: Widget, width: number) => save(widget, { ...fieldsOf(widget), width }),
    remove: (widget: Widget) => router.delete(address(widget), stay),
  }
}
