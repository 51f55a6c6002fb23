import { BaseTransformer } from '@adonisjs/core/transformers'
import type { ListedDelivery } from '../queries/list_deliveries.js'

/** A delivery in a list: what arrived when, and what became of it. Its content stays on the server. */
export default class DeliveryTransformer extends BaseTransformer<ListedDelivery> {
  toObject() {
    const { receivedAt, lastReceivedAt } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'eventId', 'outcome', 'code', 'reason', 'stream']),
      ...this.pick(this.resource, ['byteSize', 'times', 'records', 'runId', 'isKept']),
      receivedAt: receivedAt.toISOString(),
      lastReceivedAt: lastReceivedAt.toISOString(),
    }
  }
}
