import type { SampleBusiness, SampleRow } from '#kit'
import { ACCOUNTING_SERIES } from './accounting_series.js'
import { AD_DAYS } from './ad_days.js'
import { AD_LISTINGS } from './ad_listings.js'
import { CRM_SERIES } from './crm_series.js'
import { EMAIL_SERIES } from './email_series.js'
import { OPERATIONS_SERIES } from './operations.js'
import { PROCESSOR_SERIES } from './processor_series.js'
import { SHOP_SERIES } from './shop_series.js'
import { SOCIAL_SERIES } from './social_series.js'
import { TRANSACTIONAL_SERIES } from './transactional.js'
import { VIDEO_SERIES } from './video.js'
import { WEB_SERIES } from './web_series.js'
import type { Series, Telling } from './telling.js'

export const ALL_SERIES: Record<string, Series> = {
  ...AD_LISTINGS,
  adDays: AD_DAYS,
  ...WEB_SERIES,
  ...EMAIL_SERIES,
  ...TRANSACTIONAL_SERIES,
  ...SOCIAL_SERIES,
  ...VIDEO_SERIES,
  ...CRM_SERIES,
  ...SHOP_SERIES,
  ...ACCOUNTING_SERIES,
  ...PROCESSOR_SERIES,
  ...OPERATIONS_SERIES,
}

const HOUR_MS = 3_600_000

/** The series of one business, each drawn once an hour. */
export class SeriesBook {
  #known = new Map<string, { hour: number; rows: SampleRow[] }>()

  constructor(
    private business: SampleBusiness,
    private seed: string
  ) {}

  read(name: string, now: Date): SampleRow[] {
    const series = ALL_SERIES[name]
    if (!series) {
      const known = Object.keys(ALL_SERIES).join(', ')
      throw new Error(`The sample business has no series '${name}'. Series: ${known}.`)
    }
    const hour = Math.floor(now.getTime() / HOUR_MS)
    const known = this.#known.get(name)
    if (known?.hour === hour) {
      return known.rows
    }
    const at = new Date(hour * HOUR_MS)
    const telling: Telling = {
      business: this.business,
      seed: this.seed,
      now: at,
      read: (other: string) => this.read(other, at),
    }
    const rows = series.rows(telling)
    this.#known.set(name, { hour, rows })
    return rows
  }
}

/** The table of docs/sample-business.md. */
export function describeSeries(): string {
  const rows = Object.entries(ALL_SERIES).map(([name, { about, fields }]) => {
    const told = Object.entries(fields).map(([field, meaning]) => `\`${field}\` ${meaning}`)
    return `### ${name}\n\n${about}.\n\n${told.map((line) => `- ${line}`).join('\n')}\n`
  })
  return rows.join('\n')
}
