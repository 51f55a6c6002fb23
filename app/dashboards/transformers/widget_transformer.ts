import { BaseTransformer } from '@adonisjs/core/transformers'
import type Widget from '#dashboards/models/widget'

export default class WidgetTransformer extends BaseTransformer<Widget> {
  toObject() {
    return this.pick(this.resource, ['id', 'title', 'view', 'width', 'question', 'body'])
  }
}
