const account = { id: '2244994945', name: 'X Developers (@XDevelopers)', timeZone: 'UTC' }
const post = { id: '1524796546306478083', edit_history_tweet_ids: ['1524796546306478083'] }
const stored = { day: '2022-05-12', currency: null, entity: `post ${post.id}` }

export default [
  {
    // https://docs.x.com/x-api/posts/timelines/integrate
    title: 'a post with its public numbers',
    stream: 'posts',
    account,
    record: {
      ...post,
      text: 'Today marks the launch\nof a show about bots',
      created_at: '2022-05-12T17:00:00.000Z',
      public_metrics: {
        retweet_count: 156,
        reply_count: 23,
        like_count: 892,
        quote_count: 12,
        bookmark_count: 34,
        impression_count: 15200,
      },
    },
    facts: [
      {
        ...stored,
        'posts': 1,
        'likes': 892,
        'comments': 23,
        'shares': 168,
        'saves': 34,
        'x/posts:post_views': 15200,
      },
    ],
  },
  {
    title: 'a repost, whose numbers are those of another person',
    stream: 'posts',
    account,
    record: {
      ...post,
      text: 'RT @harbor: Cold brew, three ways.',
      created_at: '2022-05-12T17:00:00.000Z',
      referenced_tweets: [{ type: 'retweeted', id: '1524468552404668416' }],
      public_metrics: {
        retweet_count: 50,
        reply_count: 0,
        like_count: 0,
        quote_count: 0,
        bookmark_count: 0,
        impression_count: 0,
      },
    },
    facts: [],
  },
  {
    // https://docs.x.com/x-api/fundamentals/metrics
    title: 'a post with the numbers that only its author sees',
    stream: 'clicks',
    account,
    record: {
      ...post,
      text: 'Hello world!',
      created_at: '2022-05-12T17:00:00.000Z',
      referenced_tweets: [{ type: 'quoted', id: '1524468552404668416' }],
      non_public_metrics: {
        impression_count: 5432,
        url_link_clicks: 89,
        user_profile_clicks: 156,
        engagements: 345,
      },
      organic_metrics: {
        impression_count: 5400,
        like_count: 234,
        reply_count: 12,
        retweet_count: 50,
        url_link_clicks: 89,
        user_profile_clicks: 156,
      },
    },
    facts: [
      {
        ...stored,
        'post_clicks': 245,
        'x/posts:post_engagements': 345,
        'x/posts:organic_post_views': 5400,
      },
    ],
  },
  {
    title: 'a post so old that X tells its public numbers only',
    stream: 'clicks',
    account,
    record: { ...post, text: 'Hello world!', created_at: '2022-05-12T17:00:00.000Z' },
    facts: [],
  },
  {
    title: 'the followers of today',
    stream: 'followers',
    account,
    record: {
      id: '2244994945',
      name: 'X Developers',
      username: 'XDevelopers',
      public_metrics: { followers_count: 583423, following_count: 2048, tweet_count: 14052 },
    },
    facts: [{ day: '2026-11-20', currency: null, entity: 'profile 2244994945', followers: 583423 }],
  },
]
