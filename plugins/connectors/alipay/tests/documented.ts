/** With the fields and example values that Alipay lists for alipay.data.bill.sell.query. */
const trade = {
  gmt_create: '2019-01-01 23:30:00',
  gmt_pay: '2019-01-01 23:30:10',
  alipay_order_no: '20190101220014561234',
  merchant_order_no: 'TX20190101',
  total_amount: '1000.00',
  refund_amount: '0.00',
  service_fee: '0.01',
  trade_status: '成功',
  trade_type: '即时到账交易',
}
const account = { currency: 'CNY', timeZone: 'Asia/Shanghai' }
const common = { day: '2019-01-01', currency: 'CNY' }
const paid = {
  ...common,
  entity: 'payment 20190101220014561234',
  payments: 1,
  payment_volume: 1_000_000_000,
  fees: 10_000,
  refunds: null,
  refund_count: null,
}

export default [
  {
    title: 'a trade that was paid, on the day in China',
    stream: 'trades',
    account,
    record: trade,
    facts: [paid],
  },
  {
    title: 'a trade that was closed unpaid counts nothing',
    stream: 'trades',
    account,
    record: { ...trade, gmt_pay: undefined, service_fee: '0.00', trade_status: '关闭' },
    facts: [{ ...paid, payments: 0, payment_volume: 0, fees: 0 }],
  },
  {
    title: 'a refund counts on its own day',
    stream: 'trades',
    account,
    record: { ...trade, refund_amount: '400.00', gmt_refund: '2019-01-03 08:00:00' },
    facts: [
      paid,
      {
        day: '2019-01-03',
        currency: 'CNY',
        entity: 'refund 20190101220014561234',
        payments: null,
        payment_volume: null,
        fees: null,
        refunds: 400_000_000,
        refund_count: 1,
      },
    ],
  },
]
