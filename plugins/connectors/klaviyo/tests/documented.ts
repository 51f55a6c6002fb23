export default [
  {
    title: 'a day of an aggregate is one fact, on the day of the account',
    stream: 'opened',
    account: { timeZone: 'Asia/Tokyo' },
    // As the records of https://developers.klaviyo.com/en/reference/query_metric_aggregates are taken apart.
    record: { key: '2026-11-01T15:00:00+00:00', value: 12, people: 9, of: { id: 'UGkwJB' } },
    facts: [
      { day: '2026-11-02', currency: null, entity: 'account 1', email_opens: 12, unique_opens: 9 },
    ],
  },
]
