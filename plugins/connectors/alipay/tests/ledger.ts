import type { SampleRow } from '#kit'

const isAlipay = ({ processor }: SampleRow) => processor === 'qr_wallet'
const isPaid = (row: SampleRow) => isAlipay(row) && row.status !== 'failed'

export default [
  ['payments', 'processorPayments', 'rows', { where: isPaid }],
  ['payment_volume', 'processorPayments', 'amount', { where: isPaid }],
  ['fees', 'processorPayments', 'fee', { where: isPaid }],
  ['refunds', 'processorRefunds', 'amount', { where: isAlipay }],
]
