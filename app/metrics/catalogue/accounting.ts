import { metricsOf } from './define.js'

const { additive, semiAdditive, ratio, formula } = metricsOf('accounting')

/** Books, invoices and bills. */
export const ACCOUNTING_METRICS = [
  additive('currency', ['income', 'Income', 'Income that was booked, without tax.'], {
    saleView: 'books',
  }),
  additive('currency', ['expenses', 'Expenses', 'Expenses that were booked, without tax.'], {
    direction: 'down',
  }),
  additive('count', ['invoices', 'Invoices', 'Invoices sent.'], { direction: 'none' }),
  additive('currency', ['invoiced_amount', 'Invoiced amount', 'Amount of the invoices sent.']),
  additive(
    'currency',
    ['invoice_payments', 'Invoices paid', 'Amount that was paid for invoices.'],
    {
      saleView: 'books',
    }
  ),
  additive('count', ['bills', 'Bills', 'Bills received.'], { direction: 'none' }),
  additive('currency', ['billed_amount', 'Billed amount', 'Amount of the bills received.'], {
    direction: 'none',
  }),
  semiAdditive(
    'currency',
    [
      'receivables',
      'Open invoices',
      'Amount of invoices that was not paid at the end of the period.',
    ],
    { direction: 'down' }
  ),
  semiAdditive(
    'currency',
    ['payables', 'Open bills', 'Amount of bills that was not paid at the end of the period.'],
    { direction: 'down' }
  ),
  formula('currency', ['income - expenses', 'profit', 'Profit', 'Income less expenses.']),
  ratio('percent', [
    'percent((income - expenses) / income)',
    'profit_margin',
    'Profit margin',
    'Profit per hundred of income.',
  ]),
]
