export default [
  ['emails_sent', 'transactionalDays', 'requests'],
  ['emails_delivered', 'transactionalDays', 'delivered'],
  ['email_opens', 'transactionalDays', 'opens'],
  ['email_clicks', 'transactionalDays', 'clicks'],
  ['email_bounces', 'transactionalDays', 'bounces'],
]
