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
