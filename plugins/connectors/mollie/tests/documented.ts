/** As https://docs.mollie.com/reference/get-payment shows a payment. */
const payment = {
  resource: 'payment',
  id: 'tr_5B8cwPMGnU6qLbRvo7qEZo',
  mode: 'live',
  amount: { value: '75.00', currency: 'GBP' },
  description: 'Order #12345',
  profileId: 'pfl_QkEhN94Ba',
  status: 'open',
  createdAt: '2024-02-12T11:58:35+00:00',
  expiresAt: '2024-02-12T12:13:35+00:00',
  method: 'creditcard',
}
const common = {
  currency: 'GBP',
  entity: 'payment tr_5B8cwPMGnU6qLbRvo7qEZo',
  dimensions: { payment_method: 'creditcard' },
}
const NOTHING = { payments: 0, payment_volume: 0, failed_payments: 0 }

/** As https://docs.mollie.com/reference/list-chargebacks shows one; Mollie writes what was taken back as a positive amount. */
const chargeback = {
  resource: 'chargeback',
  id: 'chb_xFzwUN4ci8HAmSGUACS4J',
  amount: { value: '43.38', currency: 'USD' },
  settlementAmount: { value: '-35.07', currency: 'EUR' },
  createdAt: '2023-03-14T17:09:02.0Z',
  paymentId: 'tr_5B8cwPMGnU6qLbRvo7qEZo',
}

export default [
  {
    title: 'an open payment counts nothing',
    stream: 'payments',
    record: payment,
    facts: [{ day: '2024-02-12', ...common, ...NOTHING }],
  },
  {
    title: 'a payment counts on the day it was paid, in the zone of the account',
    stream: 'payments',
    record: { ...payment, status: 'paid', paidAt: '2024-02-12T23:30:00+00:00' },
    facts: [{ day: '2024-02-13', ...common, ...NOTHING, payments: 1, payment_volume: 75_000_000 }],
  },
  {
    title: 'a payment that failed is one failed payment',
    stream: 'payments',
    record: { ...payment, status: 'failed', failedAt: '2024-02-12T12:05:00+00:00' },
    facts: [{ day: '2024-02-12', ...common, ...NOTHING, failed_payments: 1 }],
  },
  {
    title: 'a chargeback counts until it is reversed',
    stream: 'chargebacks',
    record: chargeback,
    facts: [
      {
        day: '2023-03-14',
        currency: 'USD',
        entity: 'dispute chb_xFzwUN4ci8HAmSGUACS4J',
        disputes: 1,
        dispute_amount: 43_380_000,
      },
    ],
  },
  {
    title: 'a reversed chargeback counts nothing',
    stream: 'chargebacks',
    record: { ...chargeback, reversedAt: '2023-03-20T09:00:00.0Z' },
    facts: [
      {
        day: '2023-03-14',
        currency: 'USD',
        entity: 'dispute chb_xFzwUN4ci8HAmSGUACS4J',
        disputes: 0,
        dispute_amount: 0,
      },
    ],
  },
]
