export default [
  {
    title: 'a row of a report is one fact; numbers arrive as texts and money as decimals',
    stream: 'days',
    // As the rows of https://developers.google.com/analytics/devguides/reporting/data/v1/basics are taken apart.
    record: {
      date: '20261101',
      sessions: '120',
      engagedSessions: '84',
      screenPageViews: '400',
      eventCount: '1200',
      userEngagementDuration: '5400',
      keyEvents: '6.5',
      ecommercePurchases: '6',
      purchaseRevenue: '249.95',
      activeUsers: '100',
      newUsers: '40',
    },
    facts: [
      {
        day: '2026-11-01',
        currency: 'EUR',
        entity: 'account 1',
        sessions: 120,
        engaged_sessions: 84,
        bounces: 36,
        page_views: 400,
        web_events: 1200,
        engagement_time: 5400,
        key_events: 6.5,
        site_orders: 6,
        site_revenue: 249_950_000,
        users: 100,
        new_users: 40,
      },
    ],
  },
]
