import { metricsOf } from './define.js'

const { additive, semiAdditive, unique, ratio } = metricsOf('email')

/** E-mail campaigns and lists. */
export const EMAIL_METRICS = [
  additive('count', ['emails_sent', 'E-mails sent', 'Messages handed to the mail servers.'], {
    direction: 'none',
  }),
  additive('count', [
    'emails_delivered',
    'E-mails delivered',
    'Messages that the receiving servers accepted.',
  ]),
  additive('count', ['email_opens', 'Opens', 'Times a message was opened, repeats included.']),
  additive('count', [
    'email_clicks',
    'E-mail clicks',
    'Clicks on links in messages, repeats included.',
  ]),
  additive('count', ['email_bounces', 'E-mail bounces', 'Messages that came back.'], {
    direction: 'down',
  }),
  additive('count', ['unsubscribes', 'Unsubscribes', 'People who left a list.'], {
    direction: 'down',
  }),
  additive('count', ['spam_complaints', 'Spam complaints', 'Messages reported as spam.'], {
    direction: 'down',
  }),
  additive(
    'count',
    [
      'emails_blocked',
      'E-mails blocked',
      'Messages that were refused for a time or dropped before sending.',
    ],
    {
      direction: 'down',
    }
  ),
  additive('count', ['new_subscribers', 'New subscribers', 'People who joined a list.']),
  additive('count', [
    'email_orders',
    'Orders from e-mail',
    'Orders that the mail platform credits to its messages.',
  ]),
  additive(
    'currency',
    [
      'email_revenue',
      'Revenue from e-mail',
      'Value of the orders that the mail platform credits to its messages. The shop has the same orders, so do not add the two.',
    ],
    { saleView: 'email' }
  ),
  semiAdditive('count', [
    'subscribers',
    'Subscribers',
    'Subscribers at the end of the period. Lists add up, days do not.',
  ]),
  unique('count', [
    'unique_opens',
    'Unique opens',
    'People who opened a message. Each person counts once per message, so messages cannot be added.',
  ]),
  unique('count', [
    'unique_clicks',
    'Unique e-mail clicks',
    'People who clicked in a message. Each person counts once per message, so messages cannot be added.',
  ]),
  ratio('percent', [
    'percent(emails_delivered / emails_sent)',
    'delivery_rate',
    'Delivery rate',
    'Delivered messages per hundred sent.',
  ]),
  ratio('percent', [
    'percent(email_clicks / email_opens)',
    'click_to_open_rate',
    'Click-to-open rate',
    'Clicks per hundred opens.',
  ]),
  ratio(
    'percent',
    [
      'percent(spam_complaints / emails_delivered)',
      'complaint_rate',
      'Complaint rate',
      'Spam complaints per hundred delivered messages.',
    ],
    { direction: 'down', decimals: 3 }
  ),
  ratio('currency', [
    'email_revenue / emails_delivered',
    'revenue_per_email',
    'Revenue per e-mail',
    'Revenue from e-mail divided by delivered messages.',
  ]),
  ratio('percent', [
    'percent(email_opens / emails_delivered)',
    'open_rate',
    'Open rate',
    'Opens per hundred delivered messages.',
  ]),
  ratio('percent', [
    'percent(email_clicks / emails_delivered)',
    'email_click_rate',
    'E-mail click rate',
    'Clicks per hundred delivered messages.',
  ]),
  ratio(
    'percent',
    [
      'percent(email_bounces / emails_sent)',
      'email_bounce_rate',
      'E-mail bounce rate',
      'Bounces per hundred messages sent.',
    ],
    { direction: 'down' }
  ),
  ratio(
    'percent',
    [
      'percent(unsubscribes / emails_delivered)',
      'unsubscribe_rate',
      'Unsubscribe rate',
      'Unsubscribes per hundred delivered messages.',
    ],
    { direction: 'down' }
  ),
]
