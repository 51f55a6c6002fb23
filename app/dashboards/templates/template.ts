import type { NewWidget } from '#dashboards/actions/create_dashboard'
import type { DashboardSettings } from '#dashboards/models/dashboard'

/** A dashboard to begin with. What an organization's sources do not report is left out when it is made. */
export interface DashboardTemplate {
  /** `product:…`, `own:…`, or `vendor/plugin:…` of a plugin that offers it. */
  id: string
  name: string
  description: string
  settings?: Partial<DashboardSettings>
  /** In reading order. */
  widgets: NewWidget[]
}
