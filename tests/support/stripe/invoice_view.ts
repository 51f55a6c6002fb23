import type Stripe from 'stripe'
import { sum } from './arithmetic.js'
import { listOf } from './catalogue_views.js'
import type { Invoice, Line, World } from './world.js'

type View<Kind> = Omit<Kind, 'lastResponse'>

function lineView(invoice: Invoice, line: Line): View<Stripe.InvoiceLineItem> {
  const { subscription, discount } = invoice
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: discount ? [{ amount: line.discount, discount: discount.id }] : [],
    discountable: !line.isProration,
    discounts: discount ? [discount.id] : [],
    invoice: invoice.id,
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: line.isProration,
        proration_details: { credited_items: null },
        subscription,
        subscription_item: line.item,
      },
      type: 'subscription_item_details',
    } as never,
    period: { start: line.from, end: line.to },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: line.price.id, product: line.price.product },
      type: 'price_details',
      unit_amount_decimal: line.price.unitAmount as never,
    } as never,
    quantity: line.quantity,
    quantity_decimal: null,
    subscription,
    subtotal: line.amount,
    taxes: line.tax === 0 ? [] : [taxView(line.tax, line.amount - line.discount)],
  }
}

const taxView = (amount: number, taxable: number) =>
  ({
    amount,
    tax_behavior: 'exclusive',
    tax_rate_details: { tax_rate: 'txr_emulated' },
    taxability_reason: 'standard_rated',
    taxable_amount: taxable,
    type: 'tax_rate_details',
  }) as never

/** Amounts of a draft are those that it would have if it were finalized now. */
function amountsOf(invoice: Invoice) {
  const { lines, total, amountDue, amountPaid, discount } = invoice
  const [taxes, discounts] = [
    sum(lines.map(({ tax }) => tax)),
    sum(lines.map((line) => line.discount)),
  ]
  const subtotal = sum(lines.map(({ amount }) => amount))
  const due = Math.max(0, amountDue)
  return {
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: amountPaid,
    amount_remaining: Math.max(0, due - amountPaid - invoice.creditedBefore),
    amount_shipping: 0,
    ending_balance: invoice.finalizedAt ? invoice.startingBalance + invoice.appliedBalance : null,
    post_payment_credit_notes_amount: invoice.creditedAfter,
    pre_payment_credit_notes_amount: invoice.creditedBefore,
    starting_balance: invoice.startingBalance,
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_discount_amounts: discount ? [{ amount: discounts, discount: discount.id }] : [],
    total_excluding_tax: total - taxes,
    total_pretax_credit_amounts: [],
    total_taxes: taxes === 0 ? [] : [taxView(taxes, total - taxes)],
  }
}

export function invoiceView(world: World, invoice: Invoice): View<Stripe.Invoice> {
  const customer = world.customers.get(invoice.customer)!
  const { finalizedAt, paidAt, status, finalizesAt } = invoice
  return {
    id: invoice.id,
    object: 'invoice',
    account_country: 'IE',
    account_name: 'Quarterdeck',
    account_tax_ids: null,
    ...amountsOf(invoice),
    application: null,
    attempt_count: invoice.attempts,
    attempted: invoice.attempts > 0 || status === 'paid',
    auto_advance: status === 'draft' || status === 'open',
    automatic_tax: {
      disabled_reason: null,
      enabled: true,
      liability: { type: 'self' },
      provider: 'stripe',
      status: 'complete',
    },
    automatically_finalizes_at: finalizesAt,
    billing_reason: invoice.reason,
    collection_method: 'charge_automatically',
    created: invoice.created,
    currency: invoice.currency,
    custom_fields: null,
    customer: invoice.customer,
    customer_account: null,
    customer_address: (customer.address as never) ?? null,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: customer.taxIds.map(({ type, value }) => ({ type: type as 'eu_vat', value })),
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: invoice.discount ? [invoice.discount.id] : [],
    due_date: null,
    effective_at: finalizedAt,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: finalizedAt ? `https://invoice.stripe.test/i/${invoice.id}` : null,
    invoice_pdf: finalizedAt ? `https://invoice.stripe.test/i/${invoice.id}/pdf` : null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: listOf(
      invoice.lines.map((line) => lineView(invoice, line)),
      `/v1/invoices/${invoice.id}/lines`
    ) as never,
    livemode: false,
    metadata: {},
    next_payment_attempt: invoice.nextAttempt,
    number: invoice.number,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: {}, subscription: invoice.subscription },
      type: 'subscription_details',
    } as never,
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    period_end: invoice.periodEnd,
    period_start: invoice.periodStart,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    statement_descriptor: null,
    status,
    status_transitions: {
      finalized_at: finalizedAt,
      marked_uncollectible_at: null,
      paid_at: paidAt,
      voided_at: status === 'void' ? world.now : null,
    },
    test_clock: null,
    webhooks_delivered_at: null,
  }
}
