/** Public API of `webhooks`: what vendors send by themselves. */
export { HOOKS_PATH } from './address.js'
export { ReceiveDelivery } from './actions/receive_delivery.js'
export { ProcessDeliveries } from './actions/process_deliveries.js'
