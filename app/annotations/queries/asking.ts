import type { Asking } from '#dashboards'

export interface Days {
  from: string
  to: string
}

export interface AskingWhat extends Asking {
  /** What of alerts the reader may see. */
  sight: { seesAlerts: boolean; hidesSecurity?: boolean }
}
