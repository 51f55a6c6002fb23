import { defineAsyncComponent, type Component } from 'vue'
import LoadingState from '../../ui/loading_state.vue'
import type { WidgetView } from '#dashboards/types'
import { WIDGET_VIEWS } from './widget_views.js'

const loaded = new Map<WidgetView, Component>()

/** Each kind of widget arrives when a dashboard has one; loaded once, so that a changed answer keeps what is drawn. */
export function viewComponent(view: WidgetView): Component {
  const known = loaded.get(view)
  const component =
    known ??
    defineAsyncComponent({
      loader: WIDGET_VIEWS[view].component,
      loadingComponent: LoadingState,
    })
  loaded.set(view, component)
  return component
}
