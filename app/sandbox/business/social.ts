import type { SampleDay, SampleRow, UnixSeconds } from '#kit'
import { BUSINESS_NAME } from './catalogue.js'
import { dayIn, daysBetween, daysFrom, momentOf, shareElapsed, startOfDay } from './days.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'

interface Profile {
  network: 'facebook' | 'instagram' | 'linkedin' | 'x'
  handle: string
  /** Followers on the day the profiles were opened, and new ones a day. */
  followers: number
  growth: number
  postsPerWeek: number
  /** People a post reaches, as a share of the followers. */
  reach: number
}

const ZONE = 'Europe/Amsterdam'
const OPENED: SampleDay = '2025-01-01'

const PROFILES: Profile[] = [
  { network: 'facebook', handle: 'harborcoffee', followers: 8200, growth: 4, postsPerWeek: 3, reach: 0.08 },
  { network: 'instagram', handle: 'harbor.coffee', followers: 12400, growth: 14, postsPerWeek: 5, reach: 0.22 },
  { network: 'linkedin', handle: 'harbor-coffee', followers: 1900, growth: 3, postsPerWeek: 2, reach: 0.3 },
  { network: 'x', handle: 'harborcoffee', followers: 3100, growth: 1.5, postsPerWeek: 4, reach: 0.12 },
] // prettier-ignore

const TEXTS = [
  'New harvest from Huila is in the roaster.', 'How we dial in the Dockside Espresso.', 'Saturday cupping at Entrepotdok: free, no booking.',
  'Cold brew, three ways.', 'Meet Lotte, who packs your beans.', 'The grinder question, answered.',
] // prettier-ignore
const KINDS = ['photo', 'video', 'link'] as const

const profileKey = ({ network, handle }: Profile) => `${network}/${handle}`

/** Followers won and lost by day; each day by itself, so that any day can be told. */
function follows(profile: Profile, day: SampleDay, { seed, now }: Telling) {
  const random = new Random(`${seed}/follows/${profileKey(profile)}/${day}`)
  const elapsed = shareElapsed(ZONE, day, now)
  const newFollowers = Math.floor(random.poisson(profile.growth * 1.4) * elapsed)
  return { newFollowers, lostFollowers: Math.floor(random.poisson(profile.growth * 0.4) * elapsed) }
}

export function socialPosts(telling: Telling): SampleRow[] {
  const { business, seed, now } = telling
  const seconds = now.getTime() / 1000
  return daysFrom(business.from, dayIn(ZONE, now)).flatMap((day) =>
    PROFILES.flatMap((profile) => {
      const random = new Random(`${seed}/post/${profileKey(profile)}/${day}`)
      const at = momentOf(ZONE, day, random.between(0.35, 0.85))
      const posts = random.chance(profile.postsPerWeek / 7) && at <= seconds
      return posts ? [describePost(profile, { at, day, random, seconds })] : []
    })
  )
}

interface Posting {
  at: UnixSeconds
  day: SampleDay
  random: Random
  seconds: UnixSeconds
}

/** Half of what a post will ever reach comes in its first day, nearly all in the first week. */
function describePost(profile: Profile, { at, day, random, seconds }: Posting): SampleRow {
  const kind = random.pick(KINDS)
  const grown = profile.followers + profile.growth * daysBetween(OPENED, day)
  const share = 1 - Math.exp(-(Math.floor((seconds - at) / 3600) + 0.5) / 32)
  const reach = Math.round(grown * profile.reach * random.noise(0.3) * share)
  const some = (rate: number) => Math.round(reach * rate * random.noise(0.3))
  const counts = {
    likes: some(0.05),
    comments: some(0.004),
    shares: some(0.006),
    saves: some(0.007),
    clicks: some(0.015),
  }
  return {
    key: `${profileKey(profile)}/${day}`,
    network: profile.network,
    profileKey: profileKey(profile),
    profileName: BUSINESS_NAME,
    timeZone: ZONE,
    at,
    day,
    text: random.pick(TEXTS),
    kind,
    link: `https://nl.harbor-coffee.example/blog?ref=${profile.network}`,
    impressions: Math.round(reach * 1.34),
    reach,
    ...counts,
    videoViews: kind === 'video' ? some(0.6) : 0,
    engagements: Object.values(counts).reduce((sum, count) => sum + count, 0),
  }
}

/** Each profile by day: followers at its end, and what people did with it on that day. */
export function socialDays(telling: Telling): SampleRow[] {
  const { business, now, read, seed } = telling
  const posts = Map.groupBy(read('socialPosts'), (post) => `${post.profileKey} ${post.day}`)
  return PROFILES.flatMap((profile) => {
    let followers = followersOn(profile, business.from, telling)
    return daysFrom(business.from, dayIn(ZONE, now)).map((day) => {
      const moved = follows(profile, day, telling)
      followers += moved.newFollowers - moved.lostFollowers
      const own = posts.get(`${profileKey(profile)} ${day}`) ?? []
      const random = new Random(`${seed}/profile/${profileKey(profile)}/${day}`)
      const views = Math.floor(random.poisson(profile.growth * 6) * shareElapsed(ZONE, day, now))
      return {
        network: profile.network,
        profileKey: profileKey(profile),
        profileName: BUSINESS_NAME,
        timeZone: ZONE,
        day,
        followers,
        ...moved,
        profileViews: views,
        posts: own.length,
        ...sumsOf(own, views),
      }
    })
  })
}

const COUNTS = [
  'reach',
  'likes',
  'comments',
  'shares',
  'clicks',
  'engagements',
  'videoViews',
] as const

function sumsOf(posts: SampleRow[], views: number): SampleRow {
  const sum = (name: string) => posts.reduce((all, post) => all + Number(post[name]), 0)
  return {
    impressions: sum('impressions') + views,
    ...Object.fromEntries(COUNTS.map((name) => [name, sum(name)])),
  }
}

/** Followers at the beginning of the day: everything that happened since the profile was opened. */
function followersOn(profile: Profile, day: SampleDay, telling: Telling): number {
  return daysFrom(OPENED, day)
    .slice(0, -1)
    .map((each) => follows(profile, each, telling))
    .reduce(
      (sum, { newFollowers, lostFollowers }) => sum + newFollowers - lostFollowers,
      profile.followers
    )
}

export const socialProfiles = ({ read }: Telling): SampleRow[] =>
  PROFILES.map((profile) => {
    const days = read('socialDays').filter((row) => row.profileKey === profileKey(profile))
    return {
      key: profileKey(profile),
      network: profile.network,
      name: BUSINESS_NAME,
      handle: profile.handle,
      url: `https://${profile.network}.example/${profile.handle}`,
      timeZone: ZONE,
      followers: days.at(-1)?.followers ?? profile.followers,
      following: 140,
      posts: days.reduce((sum, { posts }) => sum + Number(posts), 0),
      createdAt: startOfDay(ZONE, OPENED),
    }
  })
