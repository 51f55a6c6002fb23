import type { Series } from './telling.js'
import { webDays, webSites } from './web_days.js'
import { webEvents } from './web_events.js'
import { pageSpeeds, searchQueries, webPages } from './web_pages.js'

const SITE = {
  siteKey: 'id of the site',
  siteUrl: 'address',
  timeZone: 'zone of the site',
  day: 'day in that zone',
}
const COMING = {
  source: '`google`, `newsletter` …',
  medium: '`cpc`, `organic`, `email` …',
  campaign: 'name or `(not set)`',
  device: '`mobile`, `desktop`',
  country: 'code',
}

export const WEB_SERIES: Record<string, Series> = {
  webSites: {
    about: 'The web shops, one for each storefront',
    fields: {
      key: 'id',
      name: 'name',
      url: 'address',
      timeZone: 'zone',
      currency: 'code',
      country: 'code',
      createdAt: 'moment',
    },
    rows: webSites,
  },
  webDays: {
    about: 'Visits by site, day, channel and device',
    fields: {
      ...SITE,
      currency: 'code',
      channel: '`Paid Search`, `Email` …',
      ...COMING,
      landingPage: 'path',
      sessions: 'count',
      engagedSessions: 'count',
      users: 'people, added up',
      newUsers: 'people',
      pageViews: 'count',
      events: 'count',
      engagementSeconds: 'seconds',
      addToCarts: 'count',
      checkouts: 'count',
      orders: 'count',
      revenue: 'money',
    },
    rows: webDays,
  },
  webPages: {
    about: 'Page views by site, day and page; they add up to those of `webDays`',
    fields: {
      ...SITE,
      page: 'path',
      title: 'text',
      pageViews: 'count',
      users: 'people, added up',
      engagementSeconds: 'seconds',
    },
    rows: webPages,
  },
  webEvents: {
    about: 'Single events of the last 45 days, session by session',
    fields: {
      key: 'id',
      at: 'moment',
      name: '`page_view`, `add_to_cart`, `begin_checkout`, `purchase`',
      ...SITE,
      currency: 'code',
      ...COMING,
      userKey: 'id of the visitor',
      sessionKey: 'id of the session',
      page: 'path',
      amount: 'money or null',
      orderKey: 'id of the order or null',
    },
    rows: webEvents,
  },
  searchQueries: {
    about: 'Free search by site, day, query and device',
    fields: {
      ...SITE,
      query: 'text',
      page: 'address',
      device: '`mobile`, `desktop`',
      country: 'code',
      clicks: 'count',
      impressions: 'count',
      positionSum: 'position of each impression, added up',
    },
    rows: searchQueries,
  },
  pageSpeeds: {
    about: 'Speed of five pages by device, each Monday',
    fields: {
      siteKey: 'id of the site', siteUrl: 'address', url: 'address of the page', page: 'path', device: '`mobile`, `desktop`', day: 'Monday', measuredAt: 'moment',
      score: '0 to 1', accessibility: '0 to 1', bestPractices: '0 to 1', seo: '0 to 1', lcpMs: 'milliseconds', inpMs: 'milliseconds', cls: 'shift', fcpMs: 'milliseconds',
      ttfbMs: 'milliseconds', speedIndexMs: 'milliseconds', tbtMs: 'milliseconds', lcpGood: 'share of visits', lcpFair: 'share', lcpPoor: 'share', inpGood: 'share', inpFair: 'share', inpPoor: 'share', clsGood: 'share', clsFair: 'share', clsPoor: 'share',
    }, // prettier-ignore
    rows: pageSpeeds,
  },
}
