export default [
  {
    title: 'a row with a query is one fact, with the position weighted by impressions',
    stream: 'queries',
    // https://developers.google.com/webmaster-tools/v1/searchanalytics/query
    record: {
      keys: ['2026-11-01', 'harbor coffee'],
      clicks: 33,
      impressions: 300,
      ctr: 0.11,
      position: 4.5,
    },
    facts: [
      {
        day: '2026-11-01',
        currency: null,
        entity: 'account 1',
        dimensions: { search_query: 'harbor coffee' },
        search_impressions: 300,
        search_clicks: 33,
        search_position_sum: 1350,
      },
    ],
  },
]
