import { LEDGER_ACCOUNTS, invoicePayments, invoices } from './accounting.js'
import { bills, ledgerDays } from './bills.js'
import type { Series } from './telling.js'

const PAPER = {
  key: 'id',
  number: 'text',
  day: 'day of issue',
  dueDay: 'day',
  at: 'moment',
  changedAt: 'moment',
  currency: 'code',
  timeZone: 'zone',
  subtotal: 'money without tax',
  tax: 'money',
  total: 'money',
  paid: 'money',
  balance: 'money',
}

export const ACCOUNTING_SERIES: Record<string, Series> = {
  ledgerAccounts: {
    about: 'Chart of accounts',
    fields: {
      key: 'id',
      code: 'text',
      name: 'text',
      kind: '`income`, `expense`, `bank`, `receivable`, `payable`',
      currency: 'code',
    },
    rows: () => LEDGER_ACCOUNTS,
  },
  invoices: {
    about: 'Invoices to wholesale customers: won deals of the CRM, in monthly parts',
    fields: {
      ...PAPER,
      companyKey: 'id in the CRM',
      customerName: 'text',
      customerEmail: 'address',
      status: '`paid`, `open`, `overdue`',
      paidAt: 'moment or null',
      lines: 'list: key description quantity price total accountCode',
    },
    rows: invoices,
  },
  invoicePayments: {
    about: 'Payments of those invoices',
    fields: {
      key: 'id',
      invoiceKey: 'id',
      invoiceNumber: 'text',
      companyKey: 'id',
      customerName: 'text',
      at: 'moment',
      day: 'day',
      currency: 'code',
      timeZone: 'zone',
      amount: 'money',
    },
    rows: invoicePayments,
  },
  bills: {
    about: 'Bills of suppliers and ad platforms',
    fields: {
      ...PAPER,
      supplierName: 'text',
      status: '`paid`, `open`',
      accountKey: 'id',
      accountCode: 'text',
      accountName: 'text',
    },
    rows: bills,
  },
  ledgerDays: {
    about: 'Income and expenses by day and account, without tax',
    fields: {
      day: 'day',
      timeZone: 'zone',
      accountKey: 'id',
      accountCode: 'text',
      accountName: 'text',
      kind: '`income`, `expense`',
      currency: 'code',
      amount: 'money',
    },
    rows: ledgerDays,
  },
}
