import type { TenantTransaction } from '#foundation'
import { arranged, nextPlace, type Placed } from '#dashboards/arranged'
import type Dashboard from '#dashboards/models/dashboard'
import Widget from '#dashboards/models/widget'

/** Puts the widgets into the given reading order, row by row; those not named keep their order behind them. */
export class OrderWidgets {
  constructor(private tenant: TenantTransaction) {}

  async execute(dashboard: Dashboard, widgetIds: string[]) {
    const widgets = await this.widgets(dashboard)
    const placeOf = ({ id }: Widget) => (widgetIds.includes(id) ? widgetIds.indexOf(id) : Infinity)
    await this.pack(widgets.toSorted((one, other) => placeOf(one) - placeOf(other) || 0))
  }

  /** Gives one widget another width and lets the others follow. */
  async resize(dashboard: Dashboard, [id, width]: [string, number]) {
    const widgets = await this.widgets(dashboard)
    const resized = widgets.find((widget) => widget.id === id)
    if (resized) {
      resized.placed.lg.w = width
    }
    await this.pack(widgets)
  }

  private async widgets({ id }: Dashboard) {
    const organization = { id: this.tenant.organizationId }
    return arranged<Widget>(
      await Widget.of(organization).where('dashboard_id', id).whereNull('removed_at')
    )
  }

  private async pack(widgets: (Widget & Placed)[]) {
    const packing = { x: 0, y: 0, row: 0 }
    for (const widget of widgets) {
      const layout = { ...widget.layout, lg: nextPlace(packing, widget.placed.lg) }
      await widget.merge({ layout }).save()
    }
  }
}
