import { Refusal, type TenantTransaction } from '#foundation'
import { CreateDashboard } from '#dashboards/actions/create_dashboard'
import type Dashboard from '#dashboards/models/dashboard'
import { fitTemplate, knownTo, type LeftOut } from '#dashboards/templates/fit_template'
import { findTemplate } from '#dashboards/templates/list_templates'

interface Wanted {
  template: string
  name: string
  description?: string
  createdBy: string
}

/** Makes a dashboard of those widgets of a template that show numbers here. */
export class CreateFromTemplate {
  constructor(private tenant: TenantTransaction) {}

  async execute({
    template: id,
    ...wanted
  }: Wanted): Promise<{ dashboard: Dashboard; leftOut: LeftOut[] }> {
    const template = await findTemplate(this.tenant, id)
    const { widgets, leftOut } = fitTemplate(template, await knownTo(this.tenant))
    if (widgets.length === 0) {
      throw fitsNothing(leftOut)
    }
    const dashboard = await new CreateDashboard(this.tenant).execute({
      description: template.description,
      ...wanted,
      settings: template.settings,
      widgets,
    })
    return { dashboard, leftOut }
  }
}

function fitsNothing(leftOut: LeftOut[]) {
  const lacks = [...new Set(leftOut.flatMap((one) => one.lacks))].slice(0, 5).join(', ')
  return new Refusal({
    code: 'E_TEMPLATE_WITHOUT_DATA',
    status: 422,
    message: `None of the widgets of this template has data here, so no dashboard was made. Connect a source that reports ${lacks}.`,
  })
}
