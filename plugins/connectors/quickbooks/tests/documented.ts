/** A payment as Intuit's sample company has it. */
const payment = {
  CustomerRef: { value: '8', name: '0969 Ocean View Road' },
  TotalAmt: 387,
  UnappliedAmt: 0,
  Id: '128',
  MetaData: {
    CreateTime: '2026-04-08T13:13:33-07:00',
    LastUpdatedTime: '2026-04-08T13:13:33-07:00',
  },
  TxnDate: '2026-04-08',
  CurrencyRef: { value: 'USD', name: 'United States Dollar' },
}

export default [
  {
    title: 'a payment counts on its date, which has no zone',
    stream: 'payments',
    account: { timeZone: 'Asia/Tokyo' },
    record: payment,
    facts: [
      {
        day: '2026-04-08',
        currency: 'USD',
        entity: 'payment 128',
        invoice_payments: 387_000_000,
      },
    ],
  },
  {
    title: 'what is not applied yet pays no invoice',
    stream: 'payments',
    record: { ...payment, TotalAmt: 1675.52, UnappliedAmt: 1000 },
    facts: [
      {
        day: '2026-04-08',
        currency: 'USD',
        entity: 'payment 128',
        invoice_payments: 675_520_000,
      },
    ],
  },
  {
    title: 'a bill that was voided has an amount of 0',
    stream: 'bills',
    record: { ...payment, Id: '126', TotalAmt: 0, Balance: 0, PrivateNote: 'Voided' },
    facts: [{ day: '2026-04-08', currency: 'USD', entity: 'bill 126', bills: 1, billed_amount: 0 }],
  },
  {
    title: 'a day of the profit and loss report without sections that the company does not use',
    stream: 'profit_and_loss',
    record: { day: '2026-04-08', currency: 'USD', Income: '1675.52', COGS: '405.00', Expenses: '' },
    facts: [
      {
        day: '2026-04-08',
        currency: 'USD',
        entity: 'company 1',
        income: 1_675_520_000,
        expenses: 405_000_000,
      },
    ],
  },
]
