import type { SampleBusiness, SampleRow } from '#kit'
import { EMAIL_SERIES } from './email_series.js'
import type { Series, Telling } from './telling.js'

export const ALL_SERIES: Record<string, Series> = { ...EMAIL_SERIES }

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
