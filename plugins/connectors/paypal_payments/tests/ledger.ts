import type { SampleRow } from '#kit'

const isWallet = ({ processor }: SampleRow) => processor === 'wallet'
const isPayment = (row: SampleRow) => isWallet(row) && row.kind === 'payment'

export default [
  ['payments', 'processorMovements', 'rows', { where: isPayment }],
  ['payment_volume', 'processorMovements', 'gross', { where: isPayment }],
  ['fees', 'processorMovements', 'fee', { where: isWallet }],
  ['refunds', 'processorRefunds', 'amount', { where: isWallet }],
  ['net_volume', 'processorMovements', 'net', { where: isWallet }],
]
