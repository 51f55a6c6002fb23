/** As https://developer.paypal.com/docs/api/transaction-search/v1/ shows a transaction. */
const info = {
  paypal_account_id: '6STWC2LSUYYYE',
  transaction_id: '5TY05013RG002845M',
  transaction_event_code: 'T0006',
  transaction_initiation_date: '2014-07-11T04:03:52+0000',
  transaction_updated_date: '2014-07-11T04:03:52+0000',
  transaction_amount: { currency_code: 'USD', value: '465.00' },
  fee_amount: { currency_code: 'USD', value: '-13.79' },
  insurance_amount: { currency_code: 'USD', value: '15.00' },
  shipping_amount: { currency_code: 'USD', value: '30.00' },
  transaction_status: 'S',
  invoice_id: 'Invoice-005',
  protection_eligibility: '01',
}
const NOTHING = {
  'payments': 0,
  'payment_volume': 0,
  'fees': 0,
  'refunds': 0,
  'refund_count': 0,
  'net_volume': 0,
  'payout_amount': 0,
  'paypal/payments:held': 0,
}
const told = (code: string) => ({
  day: '2014-07-11',
  currency: 'USD',
  entity: 'transaction 5TY05013RG002845M',
  dimensions: { transaction_code: code },
  ...NOTHING,
})
const booked = (code: string, value: string) => ({
  transaction_info: {
    ...info,
    transaction_event_code: code,
    transaction_amount: { currency_code: 'USD', value },
    fee_amount: undefined,
  },
})

export default [
  {
    title: 'a payment with its fee, of which the rest reached the balance',
    stream: 'transactions',
    record: { transaction_info: info },
    facts: [
      {
        ...told('T0006'),
        payments: 1,
        payment_volume: 465_000_000,
        fees: 13_790_000,
        net_volume: 451_210_000,
      },
    ],
  },
  {
    title: 'a payment that waits counts nothing yet',
    stream: 'transactions',
    record: { transaction_info: { ...info, transaction_status: 'P' } },
    facts: [told('T0006')],
  },
  {
    title: 'what was paid to others is no payment received',
    stream: 'transactions',
    record: booked('T0003', '-20.00'),
    facts: [told('T0003')],
  },
  {
    title: 'a refund',
    stream: 'transactions',
    record: booked('T1107', '-465.00'),
    facts: [{ ...told('T1107'), refunds: 465_000_000, refund_count: 1, net_volume: -465_000_000 }],
  },
  {
    title: 'a fee that belongs to no payment',
    stream: 'transactions',
    record: booked('T0106', '-20.00'),
    facts: [{ ...told('T0106'), fees: 20_000_000, net_volume: -20_000_000 }],
  },
  {
    title: 'a withdrawal to the bank',
    stream: 'transactions',
    record: booked('T0400', '-100.00'),
    facts: [{ ...told('T0400'), payout_amount: 100_000_000 }],
  },
  {
    title: 'a hold, and its release',
    stream: 'transactions',
    record: booked('T1105', '12.50'),
    facts: [{ ...told('T1105'), 'paypal/payments:held': -12_500_000 }],
  },
  {
    title: 'a dispute counts on the day it was opened',
    stream: 'disputes',
    record: {
      dispute_id: 'PP-000-003-648-191',
      create_time: '2017-01-24T10:41:35.000Z',
      update_time: '2017-01-24T11:40:32.000Z',
      reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
      status: 'WAITING_FOR_SELLER_RESPONSE',
      dispute_amount: { currency_code: 'USD', value: '50.00' },
    },
    facts: [
      {
        day: '2017-01-24',
        currency: 'USD',
        entity: 'dispute PP-000-003-648-191',
        disputes: 1,
        dispute_amount: 50_000_000,
      },
    ],
  },
]
