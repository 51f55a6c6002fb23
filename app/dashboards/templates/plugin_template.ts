import vine, { errors } from '@vinejs/vine'
import logger from '@adonisjs/core/services/logger'
import { contributions } from '#plugin_host'
import type { NewWidget } from '#dashboards/actions/create_dashboard'
import type { DashboardTemplate } from '#dashboards/templates/template'
import { readWidget } from '#dashboards/validators/read_widget'

type Offer = Awaited<ReturnType<typeof contributions.of>>[number]

const MOST_WIDGETS = 30

/** A dashboard that a plugin offers: `{ widgets: [{ title, view, question?, display?, body? }] }`, each as a person would send it. */
const definitionValidator = vine.create({
  widgets: vine.array(vine.any()).minLength(1).maxLength(MOST_WIDGETS),
})

/** None where the definition is not in this form: `plugin:test` says so to its author, and no page fails for it. */
export async function readContribution(offer: Offer): Promise<DashboardTemplate[]> {
  try {
    const { id, title: name, summary: description } = offer
    return [{ id, name, description, widgets: await widgetsIn(offer.definition) }]
  } catch (error) {
    logger.warn({ err: error, contribution: offer.id }, 'a dashboard of a plugin cannot be read')
    return []
  }
}

async function widgetsIn(definition: unknown): Promise<NewWidget[]> {
  const { widgets } = await definitionValidator.validate(definition)
  const read = await Promise.all((widgets as unknown[]).map((widget) => readWidget(widget)))
  return read.map(({ question, ...widget }) => ({ ...widget, ...(question && { question }) }))
}

/** Tells authors of plugins what is wrong with a dashboard that they offer. */
contributions.checkedBy('dashboards', async (definition) => {
  try {
    await widgetsIn(definition)
    return []
  } catch (error) {
    return error instanceof errors.E_VALIDATION_ERROR
      ? (error.messages as { field: string; message: string }[]).map(
          ({ field, message }) => `${field}: ${message}`
        )
      : [String(error)]
  }
})
