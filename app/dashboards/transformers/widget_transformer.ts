import { BaseTransformer } from '@adonisjs/core/transformers'
import type { ShownWidget } from '#dashboards/queries/shown_widgets'
import { ownGrain } from '#dashboards/widget_views'

/** A widget as a page shows it, with its place. */
export default class WidgetTransformer extends BaseTransformer<ShownWidget> {
  toObject() {
    const shown = this.pick(this.resource, ['id', 'title', 'view', 'display', 'question', 'body'])
    return {
      ...shown,
      layout: this.resource.placed,
      ownGrain: ownGrain(shown.view, shown.question ?? {}),
    }
  }
}
