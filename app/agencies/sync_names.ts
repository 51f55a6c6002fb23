/** Jobs by name: what asks for them stands below what they do. */
export const SYNC_CLIENT = { name: 'agencies.sync_client' }
export const SYNC_AGENCY = { name: 'agencies.sync_agency' }
export const SEND_REQUEST = { name: 'agencies.send_request' }
