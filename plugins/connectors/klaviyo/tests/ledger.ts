const inEuros = { where: ({ currency }: { currency?: unknown }) => currency === 'EUR' }

export default [
  ['emails_delivered', 'emailDays', 'delivered', inEuros],
  ['email_opens', 'emailDays', 'opens', inEuros],
  ['unique_opens', 'emailDays', 'uniqueOpens', inEuros],
  ['email_clicks', 'emailDays', 'clicks', inEuros],
  ['unsubscribes', 'emailDays', 'unsubscribes', inEuros],
]
