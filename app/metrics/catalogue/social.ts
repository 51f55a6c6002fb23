import { metricsOf } from './define.js'

const { additive, semiAdditive, unique, ratio } = metricsOf('social')

/** Organic social media. */
export const SOCIAL_METRICS = [
  semiAdditive('count', [
    'followers',
    'Followers',
    'Followers at the end of the period. Pages add up, days do not.',
  ]),
  additive('count', ['new_followers', 'New followers', 'Followers gained.']),
  additive('count', ['posts', 'Posts', 'Posts published.'], { direction: 'none' }),
  additive('count', ['post_impressions', 'Post impressions', 'How often posts were shown.']),
  additive('count', [
    'engagements',
    'Engagements',
    'Likes, comments, shares, saves and clicks on posts.',
  ]),
  additive('count', ['likes', 'Likes', 'Likes and other reactions.']),
  additive('count', ['comments', 'Comments', 'Comments and replies.']),
  additive('count', ['shares', 'Shares', 'Shares and reposts.']),
  additive('count', ['lost_followers', 'Lost followers', 'Followers who left.'], {
    direction: 'down',
  }),
  additive('count', ['saves', 'Saves', 'Times a post was saved or bookmarked.']),
  additive('count', ['post_clicks', 'Post clicks', 'Clicks on posts and their links.']),
  additive('count', ['profile_views', 'Profile views', 'Times the profile or page was opened.']),
  additive('count', [
    'video_plays',
    'Video plays',
    'Plays of your own videos, as the network counts them. Views of video ads are another metric.',
  ]),
  additive('seconds', [
    'watch_time',
    'Watch time',
    'Seconds of your own videos that were watched.',
  ]),
  unique('count', [
    'post_reach',
    'Post reach',
    'People who saw a post. Each person counts once, so posts and days cannot be added.',
  ]),
  ratio('percent', [
    'percent(engagements / post_impressions)',
    'social_engagement_rate',
    'Engagement rate (social)',
    'Engagements per hundred post impressions.',
  ]),
  ratio('seconds', [
    'watch_time / video_plays',
    'average_watch_time',
    'Average watch time',
    'Watch time divided by video plays.',
  ]),
]
