import type { SampleRow } from '#kit'

const isOnline = ({ processor }: SampleRow) => processor === 'checkout'
const isPaid = (row: SampleRow) => isOnline(row) && row.status !== 'failed'

export default [
  ['payments', 'processorPayments', 'rows', { where: isPaid }],
  ['payment_volume', 'processorPayments', 'amount', { where: isPaid }],
  [
    'failed_payments',
    'processorPayments',
    'rows',
    { where: (row: SampleRow) => isOnline(row) && row.status === 'failed' },
  ],
  ['refunds', 'processorRefunds', 'amount', { where: isOnline }],
]
