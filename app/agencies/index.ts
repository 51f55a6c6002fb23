/** Public API of `agencies`: organizations that work for others, and what they see of them. */
export { LookAtClients } from './actions/look_at_clients.js'
