/** As https://www.twilio.com/docs/sendgrid/api-reference/stats/retrieve-global-email-statistics shows a day. */
const day = {
  date: '2026-11-01',
  stats: [
    {
      metrics: {
        blocks: 1,
        bounce_drops: 2,
        bounces: 3,
        clicks: 4,
        deferred: 5,
        delivered: 80,
        invalid_emails: 6,
        opens: 70,
        processed: 95,
        requests: 100,
        spam_report_drops: 7,
        spam_reports: 8,
        unique_clicks: 3,
        unique_opens: 60,
        unsubscribe_drops: 9,
        unsubscribes: 10,
      },
    },
  ],
}

export default [
  {
    title: 'a day of statistics is one fact, and all that was dropped is blocked',
    stream: 'days',
    record: day,
    facts: [
      {
        day: '2026-11-01',
        currency: null,
        entity: 'account 1',
        emails_sent: 100,
        emails_delivered: 80,
        email_opens: 70,
        email_clicks: 4,
        unique_opens: 60,
        unique_clicks: 3,
        email_bounces: 3,
        emails_blocked: 25,
        spam_complaints: 8,
        unsubscribes: 10,
      },
    ],
  },
]
