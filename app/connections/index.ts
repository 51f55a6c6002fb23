/** The door of `connections`: sources that an organization connected, and the sessions that read them. */
export { VendorFailure } from './vendor_session.js'
export type {
  DayWindow,
  PageRequest,
  SessionConnection,
  VendorPage,
  VendorSession,
  VendorTotals,
} from './vendor_session.js'
