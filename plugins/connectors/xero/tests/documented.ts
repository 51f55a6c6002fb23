/** As https://developer.xero.com/documentation/api/accounting/invoices shows an invoice, and as the API answers it. */
const invoice = {
  Type: 'ACCREC',
  InvoiceID: '4c4db294-3633-45cd-8706-f0b3b0079609',
  InvoiceNumber: 'INV-0010',
  AmountDue: 541.25,
  DateString: '2026-02-25T00:00:00',
  Date: '/Date(1771977600000+0000)/',
  Status: 'AUTHORISED',
  SubTotal: 500,
  TotalTax: 41.25,
  Total: 541.25,
  UpdatedDateUTC: '/Date(1229791330237+0000)/',
  CurrencyCode: 'USD',
}
const none = { invoices: null, invoiced_amount: null, bills: null, billed_amount: null }

export default [
  {
    title: 'an invoice counts on its date, which has no zone',
    stream: 'invoices',
    account: { timeZone: 'America/Vancouver' },
    record: invoice,
    facts: [
      {
        ...none,
        day: '2026-02-25',
        currency: 'USD',
        entity: `invoice ${invoice.InvoiceID}`,
        invoices: 1,
        invoiced_amount: 541_250_000,
      },
    ],
  },
  {
    title: 'a voided bill counts nothing',
    stream: 'invoices',
    record: { ...invoice, Type: 'ACCPAY', Status: 'VOIDED' },
    facts: [
      {
        ...none,
        day: '2026-02-25',
        currency: 'USD',
        entity: `bill ${invoice.InvoiceID}`,
        bills: 0,
        billed_amount: 0,
      },
    ],
  },
  {
    title: 'a payment counts in the currency of its invoice',
    stream: 'payments',
    record: {
      PaymentID: '655ad293-0b35-4c2c-9a97-0ee979dd365f',
      Date: '/Date(1772064000000+0000)/',
      Amount: 541.25,
      PaymentType: 'ACCRECPAYMENT',
      Status: 'AUTHORISED',
      Invoice: { Type: 'ACCREC', InvoiceNumber: 'INV-0001', CurrencyCode: 'USD' },
    },
    facts: [
      {
        day: '2026-02-26',
        currency: 'USD',
        entity: 'payment 655ad293-0b35-4c2c-9a97-0ee979dd365f',
        invoice_payments: 541_250_000,
      },
    ],
  },
]
