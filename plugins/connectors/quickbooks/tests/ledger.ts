import type { SampleRow } from '#kit'

const of = (wanted: string) => ({ where: ({ kind }: SampleRow) => kind === wanted })

export default [
  ['invoices', 'invoices', 'rows', { by: 'day' }],
  ['invoiced_amount', 'invoices', 'total', { by: 'day' }],
  ['bills', 'bills', 'rows', { by: 'day' }],
  ['billed_amount', 'bills', 'total', { by: 'day' }],
  ['invoice_payments', 'invoicePayments', 'amount', { by: 'day' }],
  ['income', 'ledgerDays', 'amount', of('income')],
  ['expenses', 'ledgerDays', 'amount', of('expense')],
]
