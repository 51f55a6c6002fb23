export default [
  ['invoices', 'invoices', 'rows', { by: 'day' }],
  ['invoiced_amount', 'invoices', 'total', { by: 'day' }],
  ['bills', 'bills', 'rows', { by: 'day' }],
  ['billed_amount', 'bills', 'total', { by: 'day' }],
  ['invoice_payments', 'invoicePayments', 'amount', { by: 'day' }],
]
