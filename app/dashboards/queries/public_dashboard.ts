import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { listDimensions, listMetrics, type MetricResult } from '#metrics'
import type { Drawn } from '#shared/drawn_state'
import Organization from '#organizations/models/organization'
import type { WidgetResult } from '#dashboards/goal_answers'
import Dashboard, { type DashboardSettings } from '#dashboards/models/dashboard'
import { answerWidgets } from '#dashboards/queries/answer_widgets'
import { opensNothing } from '#dashboards/queries/dashboard_links'
import { namedInWidgets } from '#dashboards/queries/named_in_widgets'
import { shownWidgets } from '#dashboards/queries/shown_widgets'

interface Opened {
  tenant: TenantTransaction
  dashboardId: string
  chosen: Partial<DashboardSettings>
  now: DateTime
}

/** What people without an account see of a dashboard: its published widgets and their numbers, and no name beyond it. */
export async function publicDashboard({ tenant, dashboardId, chosen, now }: Opened) {
  const organization = await Organization.findOrFail(tenant.organizationId, { client: tenant.trx })
  const dashboard = await Dashboard.of(organization)
    .where('id', dashboardId)
    .whereNot('visibility', 'private')
    .whereNull('deleted_at')
    .first()
  if (!dashboard) {
    throw opensNothing()
  }
  const widgets = await shownWidgets(organization, dashboard)
  const filters = [...(dashboard.settings.filters ?? []), ...(chosen.filters ?? [])]
  const settings = { ...dashboard.settings, ...chosen, filters }
  const asking = { tenant, organization, now }
  return {
    organization,
    dashboard,
    widgets,
    settings,
    metrics: async () => namedInWidgets(await listMetrics(tenant), widgets),
    dimensions: async () => namedInWidgets(await listDimensions(tenant), widgets),
    answers: async () => {
      const answers = Object.entries(await answerWidgets(asking, widgets, settings))
      return Object.fromEntries(answers.map(([id, answer]) => [id, withoutNames(answer)]))
    },
  }
}

/** Sentences and provenance name sources, files and people's other work; numbers and days do not. */
function withoutNames(answer: Drawn<WidgetResult>): Drawn<WidgetResult> {
  if (answer.state === 'failed') {
    return { ...answer, message: 'This widget cannot be shown at the moment. Try again later.' }
  }
  if (answer.state === 'empty') {
    return { ...answer, message: 'No data in this period.' }
  }
  const provenance = Object.fromEntries(
    Object.entries(answer.value.provenance).map(([metric, known]) => [
      metric,
      { ...known, streams: [], leftOut: [], flags: [], warnings: [], exchangeRates: [] },
    ])
  )
  const { goal } = answer.value
  const shown = { ...withoutSentences(answer.value), provenance }
  const value = goal ? { ...shown, goal: { ...goal, notes: [] } } : shown
  return answer.state === 'partial'
    ? { state: 'partial', value, missing: [INCOMPLETE] }
    : { state: 'ready', value }
}

const INCOMPLETE = 'Some of these numbers are not complete for this period.'

const UNKNOWN = 'No number is known here.'
const COMPARED = 'Compared as far as both periods are known.'
const REST = 'The totals hold this, and the breakdown leaves it out.'

/** Why a number is missing, or is compared in part, is told with the names of sources and of values that filters hide. */
function withoutSentences(result: MetricResult): MetricResult {
  const { truncated, conditions } = result
  const plain: MetricResult = JSON.parse(JSON.stringify(result), (name, value) => {
    const isNames = name === 'breakdown' || name === 'keys'
    return isNames || value?.constructor !== Object ? value : withoutOwnSentences(value)
  })
  return { ...plain, truncated, ...(conditions && { conditions }) }
}

function withoutOwnSentences(found: { status?: string; message?: unknown; rest?: unknown }) {
  const message = found.status === 'unavailable' ? UNKNOWN : COMPARED
  return {
    ...found,
    ...(typeof found.message === 'string' && { message }),
    ...(typeof found.rest === 'string' && { rest: REST }),
  }
}
