import type { SampleRow } from '#kit'
import { startOfDay, addDays, dayIn, shareElapsed } from './days.js'
import { STOREFRONTS } from './catalogue.js'
import { DEVICES } from './origins.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'
import { PAGES, siteOf } from './web_days.js'

/** Shares a whole number out by weight, so that the parts add up to it. */
export function shareOut(total: number, weights: number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  let [given, reached] = [0, 0]
  return weights.map((weight) => {
    reached += weight
    const next = Math.round((total * reached) / sum)
    const part = next - given
    given = next
    return part
  })
}

const WEIGHTS = PAGES.map(({ weight }) => weight)

/** The page views of each site and day by page: they add up to those of `webDays`. */
export function webPages({ read }: Telling): SampleRow[] {
  const days = new Map<
    string,
    { first: SampleRow; pageViews: number; users: number; seconds: number }
  >()
  for (const row of read('webDays')) {
    const key = `${row.siteKey} ${row.day}`
    const sum = days.get(key) ?? { first: row, pageViews: 0, users: 0, seconds: 0 }
    sum.pageViews += Number(row.pageViews)
    sum.users += Number(row.users)
    sum.seconds += Number(row.engagementSeconds)
    days.set(key, sum)
  }
  return [...days.values()].flatMap(({ first, pageViews, users, seconds }) => {
    const [views, people, time] = [pageViews, users, seconds].map((all) => shareOut(all, WEIGHTS))
    return PAGES.map(({ page, title }, index) => ({
      siteKey: first.siteKey,
      siteUrl: first.siteUrl,
      timeZone: first.timeZone,
      day: first.day,
      page,
      title,
      pageViews: views[index],
      users: people[index],
      engagementSeconds: time[index],
    }))
  })
}

const QUERIES = [
  ['harbor coffee', 0, 1.2, 30], ['espresso beans', 1, 6.5, 14], ['filter coffee beans', 1, 8.1, 12], ['decaf coffee', 1, 9.4, 8],
  ['v60 brewing guide', 6, 3.2, 16], ['coffee subscription', 5, 7.7, 9], ['hand grinder', 4, 11.2, 6], ['dockside espresso', 2, 1.1, 5],
] as [string, number, number, number][] // prettier-ignore

/** What people searched for before they came: clicks add up to nearly the visits from free search. */
export function searchQueries({ read, seed }: Telling): SampleRow[] {
  const organic = read('webDays').filter(({ medium }) => medium === 'organic')
  return organic.flatMap((visits) => {
    const clicks = shareOut(
      Number(visits.sessions),
      QUERIES.map(([, , , weight]) => weight)
    )
    return QUERIES.map(([query, page, position], index) => {
      const random = new Random(
        `${seed}/query/${visits.siteKey}/${visits.day}/${visits.device}/${query}`
      )
      const rate = 0.32 / position
      const impressions = Math.max(
        clicks[index],
        Math.round(((clicks[index] + random.next()) / rate) * random.noise(0.15))
      )
      return {
        siteKey: visits.siteKey,
        siteUrl: visits.siteUrl,
        timeZone: visits.timeZone,
        day: visits.day,
        query,
        page: `${String(visits.siteUrl).slice(0, -1)}${PAGES[page].page}`,
        device: visits.device,
        country: visits.country,
        clicks: clicks[index],
        impressions,
        positionSum: Math.round(impressions * position * random.noise(0.06) * 10) / 10,
      }
    }).filter(({ impressions }) => impressions > 0)
  })
}

const SPEED_PAGES = PAGES.slice(0, 5)

/** Measurements of five pages, each Monday, with the shares of real visits that were good, fair and poor. */
export function pageSpeeds({ business, seed, now }: Telling): SampleRow[] {
  const today = now.toISOString().slice(0, 10)
  const weeks: string[] = []
  for (let day = mondayOf(today); day >= business.from; day = addDays(day, -7)) {
    weeks.unshift(day)
  }
  return STOREFRONTS.flatMap((storefront) =>
    SPEED_PAGES.flatMap(({ page }) =>
      DEVICES.flatMap((device) =>
        weeks.map((day) => {
          const url = `${siteOf(storefront).siteUrl.slice(0, -1)}${page}`
          const measuredAt = startOfDay('utc', day) + 4 * 3600
          return {
            ...siteOf(storefront),
            url,
            page,
            device,
            day,
            measuredAt,
            ...measure(`${seed}/speed/${url}/${device}/${day}`, device),
          }
        })
      )
    )
  ).filter(({ measuredAt }) => measuredAt <= now.getTime() / 1000)
}

function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

function measure(name: string, device: string) {
  const random = new Random(name)
  const slow = device === 'mobile' ? 1.9 : 1
  const time = (milliseconds: number) => Math.round(milliseconds * slow * random.noise(0.1))
  const [lcpMs, inpMs] = [time(1400), time(110)]
  const cls = Math.round(60 * slow * random.noise(0.3)) / 1000
  return {
    score: Math.round(Math.max(0.2, Math.min(1, 1.12 - lcpMs / 6000)) * 100) / 100,
    accessibility: 0.94,
    bestPractices: 0.96,
    seo: 0.98,
    lcpMs,
    inpMs,
    cls,
    fcpMs: time(900),
    ttfbMs: time(320),
    speedIndexMs: time(1500),
    tbtMs: time(120),
    ...distribution('lcp', 2500 / lcpMs),
    ...distribution('inp', 200 / inpMs),
    ...distribution('cls', 0.1 / Math.max(cls, 0.01)),
  }
}

/** Shares of visits; the better the measurement against the threshold, the more are good. */
function distribution(name: string, headroom: number) {
  const good = Math.round(Math.min(0.97, 0.45 + 0.25 * headroom) * 1000) / 1000
  const fair = Math.round((1 - good) * 0.7 * 1000) / 1000
  return {
    [`${name}Good`]: good,
    [`${name}Fair`]: fair,
    [`${name}Poor`]: Math.round((1 - good - fair) * 1000) / 1000,
  }
}

/** The day of a site as it is now. */
export const elapsedOf = (timeZone: string, day: string, now: Date) =>
  day < dayIn(timeZone, now) ? 1 : shareElapsed(timeZone, day, now)
