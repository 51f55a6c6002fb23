import type { SampleDay, SampleRow } from '#kit'
import { BUSINESS_NAME } from './catalogue.js'
import {
  addDays,
  dayIn,
  daysBetween,
  daysFrom,
  momentOf,
  shareElapsed,
  startOfDay,
} from './days.js'
import { Random } from './random.js'
import type { Series, Telling } from './telling.js'

const ZONE = 'Europe/Amsterdam'
const CHANNEL = 'channel/harbor-coffee'
const FIRST_VIDEO: SampleDay = '2025-01-09'
const TITLES = [
  'Brewing with the V60',
  'What is decaf, really?',
  'A day in the roastery',
  'Choosing a hand grinder',
  'Cold brew at home',
  'Latte art in five minutes',
]

/** A video every second Thursday since the channel was opened. */
function publishedUntil(to: SampleDay, seed: string) {
  const count = Math.max(0, Math.floor(daysBetween(FIRST_VIDEO, to) / 14) + 1)
  return Array.from({ length: count }, (_, number) => {
    const day = addDays(FIRST_VIDEO, number * 14)
    const random = new Random(`${seed}/video/${day}`)
    return {
      key: `video/${day}`,
      channelKey: CHANNEL,
      title: `${TITLES[number % TITLES.length]} (${number + 1})`,
      description: 'From the roastery of Harbor Coffee.',
      day,
      at: momentOf(ZONE, day, 0.7),
      durationSeconds: random.integer(180, 900),
      appeal: random.between(0.5, 2.2),
    }
  })
}

/** Many views in the first week, few for ever after. */
function videoDays({ business, seed, now }: Telling): SampleRow[] {
  const today = dayIn(ZONE, now)
  const published = publishedUntil(today, seed)
  return daysFrom(business.from, today).flatMap((day) =>
    published
      .filter((video) => video.day <= day && video.at <= now.getTime() / 1000)
      .map((video) => {
        const age = daysBetween(video.day, day)
        const random = new Random(`${seed}/views/${video.key}/${day}`)
        const mean = video.appeal * (160 * Math.exp(-age / 5) + 6)
        const views = Math.floor(random.poisson(mean) * shareElapsed(ZONE, day, now))
        const some = (rate: number) => Math.round(views * rate * random.noise(0.3))
        return {
          day,
          timeZone: ZONE,
          channelKey: CHANNEL,
          videoKey: video.key,
          videoTitle: video.title,
          durationSeconds: video.durationSeconds,
          views,
          watchMinutes: Math.round((views * video.durationSeconds * 0.42) / 60),
          likes: some(0.04),
          dislikes: some(0.001),
          comments: some(0.006),
          shares: some(0.008),
          subscribersGained: some(0.01),
          subscribersLost: some(0.002),
        }
      })
      .filter(({ views }) => views > 0)
  )
}

/** Views of a video since the sample begins, with those of its time before. */
function videos({ business, seed, now, read }: Telling): SampleRow[] {
  const days = Map.groupBy(read('videoDays'), ({ videoKey }) => videoKey)
  return publishedUntil(dayIn(ZONE, now), seed)
    .filter(({ at }) => at <= now.getTime() / 1000)
    .map(({ appeal, ...video }) => {
      const own = days.get(video.key) ?? []
      const sum = (name: string) => own.reduce((all, row) => all + Number(row[name]), 0)
      const earlier = video.day < business.from ? Math.round(appeal * 1100) : 0
      return {
        ...video,
        timeZone: ZONE,
        views: sum('views') + earlier,
        likes: sum('likes'),
        comments: sum('comments'),
      }
    })
}

function videoChannels({ read }: Telling): SampleRow[] {
  const all = read('videos')
  const days = read('videoDays')
  const sum = (rows: SampleRow[], name: string) =>
    rows.reduce((total, row) => total + Number(row[name]), 0)
  return [
    {
      key: CHANNEL,
      title: BUSINESS_NAME,
      handle: '@harborcoffee',
      timeZone: ZONE,
      country: 'NL',
      createdAt: startOfDay(ZONE, '2025-01-01'),
      subscribers: 2400 + sum(days, 'subscribersGained') - sum(days, 'subscribersLost'),
      views: sum(all, 'views'),
      videos: all.length,
    },
  ]
}

const VIDEO = { channelKey: 'id', timeZone: 'zone', day: 'day', durationSeconds: 'seconds' }

export const VIDEO_SERIES: Record<string, Series> = {
  videoChannels: {
    about: 'The video channel',
    fields: {
      key: 'id',
      title: 'name',
      handle: 'text',
      timeZone: 'zone',
      country: 'code',
      createdAt: 'moment',
      subscribers: 'people now',
      views: 'count',
      videos: 'count',
    },
    rows: videoChannels,
  },
  videos: {
    about: 'Its videos, as they are now',
    fields: {
      key: 'id',
      title: 'text',
      description: 'text',
      ...VIDEO,
      at: 'moment of publishing',
      views: 'count',
      likes: 'count',
      comments: 'count',
    },
    rows: videos,
  },
  videoDays: {
    about: 'Each video by day',
    fields: {
      ...VIDEO,
      videoKey: 'id',
      videoTitle: 'text',
      views: 'count',
      watchMinutes: 'minutes',
      likes: 'count',
      dislikes: 'count',
      comments: 'count',
      shares: 'count',
      subscribersGained: 'people',
      subscribersLost: 'people',
    },
    rows: videoDays,
  },
}
