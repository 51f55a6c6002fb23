import { BaseTransformer } from '@adonisjs/core/transformers'
import type { Rejection } from '../queries/list_rejections.js'

/** A record that could not be used. The raw value is shown as text, exactly as it came. */
export default class RejectionTransformer extends BaseTransformer<Rejection> {
  toObject() {
    const { raw, createdAt } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'runId', 'stream', 'position', 'code', 'field', 'reason']),
      raw: typeof raw === 'string' ? raw : JSON.stringify(raw, null, 2),
      createdAt: createdAt.toISOString(),
    }
  }
}
