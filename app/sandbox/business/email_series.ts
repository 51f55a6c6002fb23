import type { SampleRow } from '#kit'
import { BUSINESS_NAME, STOREFRONTS } from './catalogue.js'
import { startOfDay } from './days.js'
import { emailDays } from './email.js'
import { subscribersUntil } from './subscribers.js'
import type { Series, Telling } from './telling.js'

const COUNTS = [
  'sent', 'delivered', 'hardBounces', 'softBounces', 'uniqueOpens', 'opens', 'uniqueClicks', 'clicks', 'unsubscribes',
  'complaints', 'orders', 'revenue',
] as const // prettier-ignore

/** Each mailing with the sum of its days. */
function emailCampaigns(telling: Telling): SampleRow[] {
  const sums = new Map<unknown, SampleRow>()
  for (const { day, ...row } of telling.read('emailDays')) {
    const sum = sums.get(row.key)
    if (sum) {
      COUNTS.forEach((name) => (sum[name] = Number(sum[name]) + Number(row[name])))
    } else {
      sums.set(row.key, { ...row, status: 'sent', firstDay: day })
    }
  }
  return [...sums.values()]
}

/** The three lists with how many people each has now. */
function emailLists(telling: Telling): SampleRow[] {
  const all = telling.read('subscribers')
  return STOREFRONTS.map(({ id, country, currency, timeZone }) => {
    const own = all.filter(({ listKey }) => listKey === `list/${id}`)
    const isOn = (status: string) => own.filter((each) => each.status === status).length
    return {
      key: `list/${id}`,
      name: `${BUSINESS_NAME} ${country}`,
      currency,
      timeZone,
      createdAt: startOfDay(timeZone, '2025-01-01'),
      subscribed: isOn('subscribed'),
      unsubscribed: isOn('unsubscribed'),
      members: own.length,
    }
  })
}

const CAMPAIGN_FIELDS = {
  key: 'id of the mailing',
  name: 'as the team calls it',
  subject: 'subject line',
  kind: '`newsletter`, `promotion`',
  listKey: 'id of the list',
  listName: 'name of the list',
  currency: 'of the list’s storefront',
  timeZone: 'of the list’s storefront',
  sentAt: 'moment',
  createdAt: 'moment',
  sent: 'recipients',
  delivered: 'recipients',
  hardBounces: 'recipients',
  softBounces: 'recipients',
  uniqueOpens: 'recipients',
  opens: 'count',
  uniqueClicks: 'recipients',
  clicks: 'count',
  unsubscribes: 'recipients',
  complaints: 'recipients',
  orders: 'orders that followed within five days',
  revenue: 'money of those orders',
}

export const EMAIL_SERIES: Record<string, Series> = {
  emailLists: {
    about: 'The mailing lists, one for each storefront',
    fields: {
      key: 'id',
      name: 'name',
      currency: 'code',
      timeZone: 'zone',
      createdAt: 'moment',
      members: 'people ever',
      subscribed: 'people now',
      unsubscribed: 'people who left',
    },
    rows: emailLists,
  },
  subscribers: {
    about: 'Members of the lists, with those who left',
    fields: {
      key: 'id',
      listKey: 'id of the list',
      email: 'address',
      firstName: 'text',
      lastName: 'text',
      country: 'code',
      source: '`checkout`, `footer form`, `café tablet`',
      status: '`subscribed`, `unsubscribed`',
      subscribedAt: 'moment',
      unsubscribedAt: 'moment or null',
      changedAt: 'moment of the last change',
    },
    rows: ({ business, now, seed }) => subscribersUntil(business.to, now, seed),
  },
  emailCampaigns: {
    about: 'Mailings that were sent, with their numbers so far',
    fields: { ...CAMPAIGN_FIELDS, status: '`sent`', firstDay: 'day it was sent' },
    rows: emailCampaigns,
  },
  emailDays: {
    about: 'The numbers of each mailing by day, for six days',
    fields: { ...CAMPAIGN_FIELDS, day: 'day in the list’s zone' },
    rows: emailDays,
  },
}
