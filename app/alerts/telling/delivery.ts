import type { Incident } from '../queries/list_incidents.js'
import type { Channel } from './channels.js'

/** One incident to be told on one channel, with all that sending takes: nothing is read while it is sent. */
export interface Delivery {
  id: string
  attempts: number
  organization: { id: string; name: string; slug: string }
  channel: Channel
  incident: Incident
  addresses: string[]
  secrets: string[]
}
