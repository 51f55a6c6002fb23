/** A row of a report as https://developers.google.com/youtube/analytics/sample-requests shows it, its cells by column. */
const row = {
  day: '2017-06-05',
  views: 2076.0,
  estimatedMinutesWatched: 3000.5,
  likes: 12,
  comments: 3,
  shares: 4,
  subscribersGained: 5,
  subscribersLost: 1,
}
const entity = 'profile 1'

export default [
  {
    title: 'a day of the channel, watch time in seconds',
    stream: 'days',
    record: row,
    facts: [
      {
        day: '2017-06-05',
        currency: null,
        entity,
        video_plays: 2076,
        watch_time: 180_030,
        likes: 12,
        comments: 3,
        shares: 4,
        new_followers: 5,
        lost_followers: 1,
      },
    ],
  },
  {
    title: 'the subscribers of today',
    stream: 'subscribers',
    record: {
      kind: 'youtube#channel',
      id: 'UC_x5XG1OV2P6uZZ5FSM9Ttw',
      statistics: { subscriberCount: '2340000', hiddenSubscriberCount: false },
    },
    facts: [{ day: '2026-11-20', currency: null, entity, followers: 2_340_000 }],
  },
]
