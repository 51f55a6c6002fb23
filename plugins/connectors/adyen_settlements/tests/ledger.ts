import type { SampleRow } from '#kit'

const isOnline = ({ processor }: SampleRow) => processor === 'checkout'
const isPayment = (row: SampleRow) => isOnline(row) && row.kind !== 'payout'
const isPayout = (row: SampleRow) => isOnline(row) && row.kind === 'payout'

export default [
  ['fees', 'processorSettlements', 'fee', { where: isPayment }],
  ['net_volume', 'processorSettlements', 'net', { where: isPayment }],
  ['payout_amount', 'processorSettlements', 'netDebit', { where: isPayout }],
]
