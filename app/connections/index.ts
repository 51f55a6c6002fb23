/** The door of `connections`: sources that an organization connected, and the sessions that read them. */
export { default as Connection } from './models/connection.js'
export { openVendorSession } from './session/open_vendor_session.js'
export { VendorFailure } from './vendor_failure.js'
export type {
  DayWindow,
  PageRequest,
  SessionConnection,
  VendorPage,
  VendorSession,
  VendorTotals,
} from './vendor_session.js'
