import { socialDays, socialPosts, socialProfiles } from './social.js'
import type { Series } from './telling.js'

const PROFILE = {
  network: '`facebook`, `instagram`, `linkedin`, `x`',
  profileKey: 'id',
  profileName: 'name',
  timeZone: 'zone',
  day: 'day',
}
const PEOPLE = {
  impressions: 'count',
  reach: 'people, added up',
  likes: 'count',
  comments: 'count',
  shares: 'count',
  clicks: 'count',
  engagements: 'count',
  videoViews: 'count',
}

export const SOCIAL_SERIES: Record<string, Series> = {
  socialProfiles: {
    about: 'The pages and profiles on four networks, as they are now',
    fields: {
      key: 'id',
      network: PROFILE.network,
      name: 'name',
      handle: 'text',
      url: 'address',
      timeZone: 'zone',
      followers: 'people now',
      following: 'count',
      posts: 'count',
      createdAt: 'moment',
    },
    rows: socialProfiles,
  },
  socialPosts: {
    about: 'Posts with their numbers so far',
    fields: {
      key: 'id',
      ...PROFILE,
      at: 'moment',
      text: 'text',
      kind: '`photo`, `video`, `link`',
      link: 'address',
      ...PEOPLE,
      saves: 'count',
    },
    rows: socialPosts,
  },
  socialDays: {
    about: 'Each profile by day; the numbers of a post belong to the day it was published',
    fields: {
      ...PROFILE,
      followers: 'people at the end of the day',
      newFollowers: 'people',
      lostFollowers: 'people',
      profileViews: 'count',
      posts: 'count',
      ...PEOPLE,
    },
    rows: socialDays,
  },
}
