const days = { stream: 'days' }

export default [
  ['sessions', 'webDays', 'sessions', days],
  ['engaged_sessions', 'webDays', 'engagedSessions', days],
  ['page_views', 'webDays', 'pageViews', days],
  ['new_users', 'webDays', 'newUsers', days],
  ['engagement_time', 'webDays', 'engagementSeconds', days],
  ['site_orders', 'webDays', 'orders', days],
  ['site_revenue', 'webDays', 'revenue', days],
]
