import type { SampleRow } from '#kit'

const isAlipay = ({ processor }: SampleRow) => processor === 'qr_wallet'
const isPaid = (row: SampleRow) => isAlipay(row) && row.status !== 'failed'

/** Refunds come with their trade, so those of trades before the first day that is read are not there to compare. */
export default [
  ['payments', 'processorPayments', 'rows', { where: isPaid }],
  ['payment_volume', 'processorPayments', 'amount', { where: isPaid }],
  ['fees', 'processorPayments', 'fee', { where: isPaid }],
]
