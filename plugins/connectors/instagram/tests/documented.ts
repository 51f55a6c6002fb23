const account = { id: '17841405822304914', name: 'harbor.coffee', timeZone: 'Europe/Amsterdam' }
const entity = `profile ${account.id}`
const caption = 'a caption'
const media = { id: '35076616084176123', caption, timestamp: '2019-05-02T23:42:01+0000' }

export default [
  {
    // The media as the API answers it; likes are left out where they are hidden.
    title: 'a post counts on its day in the zone of the organization',
    stream: 'media',
    account,
    record: { ...media, comments_count: 0, media_product_type: 'FEED' },
    facts: [
      {
        day: '2019-05-03',
        currency: null,
        entity: `post ${media.id}`,
        posts: 1,
        likes: null,
        comments: 0,
      },
    ],
  },
  {
    title: 'insights that Instagram has not counted yet are unknown, not 0',
    stream: 'media_insights',
    account,
    record: { media, views: 1200, reach: 871 },
    facts: [
      {
        'day': '2019-05-03',
        'currency': null,
        'entity': `post ${media.id}`,
        'saves': null,
        'shares': null,
        'meta/instagram:media_views': 1200,
        'meta/instagram:media_reach': 871,
      },
    ],
  },
  {
    title: 'the totals of a day',
    stream: 'days',
    account,
    record: { day: '2026-11-10', views: 900, reach: 224, total_interactions: 31 },
    facts: [
      {
        day: '2026-11-10',
        currency: null,
        entity,
        post_impressions: 900,
        post_reach: 224,
        engagements: 31,
      },
    ],
  },
  {
    title: 'a small account has neither new nor lost followers',
    stream: 'follows',
    account,
    record: { day: '2026-11-10' },
    facts: [
      { day: '2026-11-10', currency: null, entity, new_followers: null, lost_followers: null },
    ],
  },
]
