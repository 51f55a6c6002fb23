import type { Stream } from '#kit'

const INFO = 'record.transaction_info'
const CODE = `coalesce(${INFO}.transaction_event_code, "")`
const AMOUNT = `micros(${INFO}.transaction_amount.value)`
const FEE = `coalesce(micros(${INFO}.fee_amount.value), 0.0)`
/** The first three characters are the group: T00 payments, T01 fees, T04 withdrawals to a bank, T11 reversals, T12 adjustments, T15 and T21 holds. */
const inGroup = (...groups: string[]) =>
  groups.map((group) => `${CODE}.startsWith("${group}")`).join(' || ')
const isOne = (...codes: string[]) => `${CODE} in ${JSON.stringify(codes)}`

/** `S` is done, `V` was done and is taken back by a transaction of its own; `P` waits and `D` was denied. */
const IS_BOOKED = `${INFO}.transaction_status in ["S", "V"]`
const count = (condition: string) => `(${IS_BOOKED} && (${condition})) ? 1 : 0`
const money = (condition: string, value: string) =>
  `(${IS_BOOKED} && (${condition})) ? ${value} : 0.0`

/** What was paid to this account. Group T00 holds what it paid to others as well, with a minus. */
const IS_SALE = `(${inGroup('T00')}) && number(${INFO}.transaction_amount.value) > 0.0`
/** T1107 is a refund by the merchant. */
const IS_REFUND = isOne('T1107')
/** T1106 a payment that PayPal took back, T1201 a chargeback, T1202 its reversal. */
const IS_TAKEN_BACK = isOne('T1106', 'T1201', 'T1202')
/** Fees besides those of payments; T1108 and T1109 give fees back. */
const IS_FEE = `${inGroup('T01')} || ${isOne('T1108', 'T1109')}`
/** T1105 ends a hold on the account; T1110 and T1111 begin and end the one of a dispute. */
const IS_HOLD = `${inGroup('T15', 'T21')} || ${isOne('T1105', 'T1110', 'T1111')}`

export const streams: Record<string, Stream> = {
  transactions: {
    title: 'Transactions',
    get: '/v1/reporting/transactions',
    query: {
      start_date: '{window.fromIso}',
      end_date: '{window.toIso}',
      fields: 'transaction_info',
      // With `N` a transaction is listed twice, under one id.
      balance_affecting_records_only: 'Y',
    },
    records: 'transaction_details',
    key: 'transaction_info.transaction_id',
    each: 'account',
    page: {
      by: 'page',
      pageParameter: 'page',
      first: 1,
      size: 500,
      sizeParameter: 'page_size',
      last: 'total_pages',
    },
    // One request covers 31 days at most and the last three years are kept; pending transactions take some days to be decided.
    cursor: {
      field: 'transaction_info.transaction_initiation_date',
      step: 'P30D',
      lookback: 'P30D',
      earliest: 'P1090D',
    },
    drop: [
      'transaction_info.paypal_account_id',
      'transaction_info.transaction_subject',
      'transaction_info.transaction_note',
      'transaction_info.custom_field',
    ],
    facts: {
      mode: 'event',
      date: `${INFO}.transaction_initiation_date`,
      currency: `${INFO}.transaction_amount.currency_code`,
      entity: {
        kind: 'transaction',
        id: `${INFO}.transaction_id`,
        name: `${INFO}.transaction_id`,
        attributes: { status: `${INFO}.transaction_status`, invoice: `${INFO}.invoice_id` },
      },
      dimensions: { transaction_code: `${INFO}.transaction_event_code` },
      metrics: {
        'payments': count(IS_SALE),
        'payment_volume': money(IS_SALE, AMOUNT),
        'fees': money('true', `0.0 - ${FEE} - ((${IS_FEE}) ? ${AMOUNT} : 0.0)`),
        'refunds': money(IS_REFUND, `0.0 - ${AMOUNT}`),
        'refund_count': count(IS_REFUND),
        'net_volume': money(
          [IS_SALE, IS_REFUND, IS_TAKEN_BACK, IS_FEE].map((is) => `(${is})`).join(' || '),
          `${AMOUNT} + ${FEE}`
        ),
        'payout_amount': money(inGroup('T04'), `0.0 - ${AMOUNT}`),
        'paypal/payments:held': money(IS_HOLD, `0.0 - ${AMOUNT}`),
      },
    },
  },
  disputes: {
    title: 'Disputes',
    get: '/v1/customer/disputes',
    query: { update_time_after: '{window.fromIso}', update_time_before: '{window.toIso}' },
    records: 'items',
    key: 'dispute_id',
    each: 'account',
    page: {
      by: 'link',
      in: 'body',
      path: 'find(response.body.links, "rel", "next").href',
      size: 50,
      sizeParameter: 'page_size',
    },
    cursor: { field: 'update_time', step: 'P30D', lookback: 'P2D', earliest: 'P179D' },
    facts: {
      mode: 'event',
      date: 'record.create_time',
      currency: 'record.dispute_amount.currency_code',
      entity: {
        kind: 'dispute',
        id: 'record.dispute_id',
        name: 'record.dispute_id',
        attributes: { reason: 'record.reason', status: 'record.status' },
      },
      metrics: { disputes: '1', dispute_amount: 'micros(record.dispute_amount.value)' },
    },
  },
  balances: {
    title: 'Balances',
    get: '/v1/reporting/balances',
    records: 'balances',
    page: { by: 'none' },
    key: 'currency',
    each: 'account',
    facts: {
      mode: 'snapshot',
      currency: 'record.currency',
      entity: {
        kind: 'balance',
        id: 'account.id + ":" + record.currency',
        name: 'record.currency',
      },
      metrics: { account_balance: 'micros(record.total_balance.value)' },
    },
  },
}
