const days = { stream: 'days' }

export default [
  ['search_impressions', 'searchQueries', 'impressions', days],
  ['search_clicks', 'searchQueries', 'clicks', days],
]
