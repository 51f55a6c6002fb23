import vine from '@vinejs/vine'
import { EMBED_HOSTS } from '#config/embeds'
import { IDENTIFIER } from '#dashboards/validators/question_form'
import type { MetricQuery } from '#metrics'
import {
  OF_COHORTS,
  OF_HEAT_MAP,
  OF_TABLE,
  WITH_RANGES,
  WITH_TARGET,
} from '#dashboards/chart_displays'

/** Enough to read in a panel; Explore shows the rest. */
const MOST_SERIES = 12
/** Of two breakdowns against each other, and of points and countries. */
const MOST_CROSSED = 200

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const EMBEDDED = new RegExp(`^https://(${EMBED_HOSTS.join('|').replaceAll('.', '\\.')})/\\S*$`)
/** Parameters of this dashboard's own address, a page of ours, or a page on the web. */
const ACTION = /^(\?[^\s<>"]+|\/o\/[^\s<>"]+|https:\/\/[^\s<>"]+)$/

const GOAL = vine.create({
  display: vine.object({
    /** A goal of the organization, whose target, period and pace are drawn. */
    goal: vine.string().uuid().optional(),
    target: vine.number().optional().requiredIfMissing('goal'),
    /** The day on which it has to be reached; what is asked for begins with the period of the dashboard. */
    by: vine.string().regex(DAY).optional(),
  }),
})

const EMBED = vine.create({
  display: vine.object({ address: vine.string().trim().maxLength(2000).regex(EMBEDDED) }),
})

const CONTROL = vine.create({
  display: vine.object({
    control: vine.enum(['range', 'filter', 'action'] as const),
    dimension: vine.string().regex(IDENTIFIER).optional().requiredWhen('control', '=', 'filter'),
    label: vine.string().trim().maxLength(60).optional().requiredWhen('control', '=', 'action'),
    address: vine
      .string()
      .trim()
      .maxLength(2000)
      .regex(ACTION)
      .optional()
      .requiredWhen('control', '=', 'action'),
  }),
})

const IMAGE = vine.create({
  display: vine.object({
    /** Id of a stored image. */
    image: vine.string().uuid(),
    /** What it shows, for people who do not see it; empty where it only decorates. */
    alternative: vine.string().trim().maxLength(300).nullable().optional(),
    fit: vine.enum(['contain', 'cover'] as const).optional(),
  }),
})

const MOST_INCIDENTS = 20

const ALERTS = vine.create({
  display: vine
    .object({ most: vine.number().withoutDecimals().min(1).max(MOST_INCIDENTS).optional() })
    .optional(),
})

/** What every other widget shows has nothing to choose. */
const PLAIN = vine.create({ display: vine.object({}).optional() })

const asking = {
  /** Whether it puts a question to the engine. */
  asks: true,
  /** Whether values of a breakdown stand side by side, so that the whole period is asked for unless the question says otherwise. */
  comparesTotals: false,
  mostSeries: MOST_SERIES,
  /** Reads `{ display }`: how it is drawn. What is not in the schema is not kept. */
  display: PLAIN,
}

const comparing = { ...asking, comparesTotals: true }
const silent = { ...asking, asks: false }

/**
 * The widgets there are. The browser's half of this list (label, icon, component, form) is
 * `resources/features/dashboards/widget_views.ts`; nothing else has to know about a new one.
 * Sizes are in columns of twelve and rows of 40 px.
 */
export const WIDGET_VIEWS = {
  metric: { ...asking, size: { w: 3, h: 4 } },
  line: { ...asking, display: WITH_TARGET, size: { w: 8, h: 9 } },
  area: { ...asking, display: WITH_TARGET, size: { w: 8, h: 9 } },
  stacked_area: { ...asking, size: { w: 8, h: 9 } },
  bar: { ...comparing, display: WITH_TARGET, size: { w: 6, h: 9 } },
  stacked_bar: { ...asking, mostSeries: MOST_CROSSED, size: { w: 6, h: 9 } },
  pie: { ...comparing, size: { w: 4, h: 8 } },
  doughnut: { ...comparing, size: { w: 4, h: 8 } },
  scatter: { ...comparing, mostSeries: MOST_CROSSED, size: { w: 6, h: 9 } },
  heat_map: { ...comparing, mostSeries: MOST_CROSSED, display: OF_HEAT_MAP, size: { w: 8, h: 9 } },
  cohort: { ...comparing, mostSeries: MOST_CROSSED, display: OF_COHORTS, size: { w: 8, h: 9 } },
  funnel: { ...comparing, size: { w: 4, h: 11 } },
  country_map: { ...comparing, mostSeries: MOST_CROSSED, size: { w: 8, h: 12 } },
  gauge: { ...asking, display: WITH_RANGES, size: { w: 3, h: 6 } },
  bullet: { ...asking, display: WITH_RANGES, size: { w: 4, h: 6 } },
  table: { ...comparing, display: OF_TABLE, size: { w: 12, h: 10 } },
  goal: { ...asking, display: GOAL, size: { w: 3, h: 5 } },
  alerts: { ...silent, display: ALERTS, size: { w: 6, h: 8 } },
  text: { ...silent, size: { w: 4, h: 5 } },
  image: { ...silent, display: IMAGE, size: { w: 4, h: 6 } },
  embed: { ...silent, display: EMBED, size: { w: 6, h: 9 } },
  control: { ...silent, display: CONTROL, size: { w: 4, h: 3 } },
} as const

type View = keyof typeof WIDGET_VIEWS

export const VIEW_NAMES = Object.keys(WIDGET_VIEWS) as View[]

/** How a widget of this view is drawn, as far as its schema knows it; refuses what the view cannot draw. */
export async function displayFor(view: View, given: unknown): Promise<Record<string, unknown>> {
  const schema = WIDGET_VIEWS[view].display as typeof PLAIN
  const { display } = await schema.validate({ display: given ?? {} })
  return display ?? {}
}

/** Views that ask nothing. */
export const SILENT_VIEWS = VIEW_NAMES.filter((view) => !WIDGET_VIEWS[view].asks)

/** The granularity of a question that names none. */
export function ownGrain(view: View, { breakdowns }: Pick<MetricQuery, 'breakdowns'>) {
  const isCompared = WIDGET_VIEWS[view].comparesTotals && (breakdowns ?? []).length > 0
  return isCompared ? ('total' as const) : ('day' as const)
}
