import { router } from '@inertiajs/vue3'
import type { Widget, WidgetFields } from './dashboard.js'
import type { Undo } from './use_undo.js'

/** Changes to the widgets of one dashboard, each of which can be undone. The page comes back with the result. */
export function useWidgets(dashboardHref: string, widgets: () => Widget[], undo: Undo) {
  const stay = { preserveScroll: true, preserveState: true }
  const address = ({ id }: Pick<Widget, 'id'>) => `${dashboardHref}/widgets/${id}`
  const fieldsOf = ({ id: _, layout: __, ownGrain: ___, ...fields }: Widget): WidgetFields => fields

  const put = (widget: Widget, fields: WidgetFields) =>
    router.put(address(widget), fields as never, stay)

  function change(widget: Widget, fields: WidgetFields) {
    const before = fieldsOf(widget)
    undo.push({ label: `the change of “${widget.title}”`, undo: () => put(widget, before) })
    put(widget, fields)
  }

  function add(fields: WidgetFields) {
    const known = new Set(widgets().map(({ id }) => id))
    const forget = () => {
      const added = widgets().find(({ id }) => !known.has(id))
      if (added) {
        undo.push({
          label: `adding “${added.title}”`,
          undo: () => router.delete(address(added), stay),
        })
      }
    }
    router.post(`${dashboardHref}/widgets`, fields as never, { ...stay, onSuccess: forget })
  }

  function remove(widget: Widget) {
    undo.push({
      label: `removing “${widget.title}”`,
      undo: () => router.post(`${address(widget)}/restoration`, {}, stay),
    })
    router.delete(address(widget), stay)
  }

  return {
    save: (widget: Widget | null, fields: WidgetFields) =>
      widget ? change(widget, fields) : add(fields),
    remove,
  }
}
