import vine from '@vinejs/vine'

const MOST_BANDS = 5
const MOST_CONDITIONS = 10
const CONDITION_TONES = ['good', 'bad', 'notice'] as const

const metric = () => vine.string().trim().maxLength(200)

/** What each metric should reach, by metric. */
const targets = () => vine.record(vine.number()).optional()

const band = () => vine.object({ upTo: vine.number(), label: vine.string().trim().maxLength(60) })

const condition = () =>
  vine.object({
    metric: metric(),
    operator: vine.enum(['above', 'below'] as const),
    value: vine.number(),
    tone: vine.enum(CONDITION_TONES),
  })

const flag = () => vine.boolean({ strict: true }).optional()

/** How charts and tables are drawn, each in its own words (`resources/features/metrics/answer_display.ts`). */
export const WITH_TARGET = vine.create({
  display: vine.object({ targets: targets() }).optional(),
})

export const WITH_RANGES = vine.create({
  display: vine
    .object({ targets: targets(), bands: vine.array(band()).maxLength(MOST_BANDS).optional() })
    .optional(),
})

export const OF_HEAT_MAP = vine.create({ display: vine.object({ showsValues: flag() }).optional() })

export const OF_COHORTS = vine.create({ display: vine.object({ asShare: flag() }).optional() })

export const OF_TABLE = vine.create({
  display: vine
    .object({
      showsBars: flag(),
      showsSubtotals: flag(),
      conditions: vine.array(condition()).maxLength(MOST_CONDITIONS).optional(),
    })
    .optional(),
})
