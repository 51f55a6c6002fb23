import type Stripe from 'stripe'
import { listOf } from './catalogue_views.js'
import { emit } from './events.js'
import type { Form } from './form.js'
import { draftInvoice, prorationLines } from './invoicing.js'
import { invoiceView } from './invoice_view.js'
import { itemsAfter } from './subscription_calls.js'
import { attempt } from './billing.js'
import { ApiFault, type CreditNote, type Invoice, type World } from './world.js'

export const retrieveInvoice = (world: World, _: Form, id: string) =>
  invoiceView(world, world.find(world.invoices, id, 'invoice'))

export function listInvoices(world: World, form: Form) {
  const all = world.invoicesOf(world.customer(form.text('customer')!).id)
  const after = form.text('starting_after')
  const rest = after ? all.slice(all.findIndex(({ id }) => id === after) + 1) : all
  const page = rest.slice(0, form.number('limit') ?? 10)
  const views = page.map((invoice) => invoiceView(world, invoice))
  return { ...listOf(views, '/v1/invoices'), has_more: rest.length > page.length }
}

/** What a change of items would cost, with nothing changed. */
export function previewInvoice(world: World, form: Form) {
  const subscription = world.find(world.subscriptions, form.text('subscription')!, 'subscription')
  const details = form.part('subscription_details')
  const after = itemsAfter(world, subscription, details.parts('items'))
  const at = details.number('proration_date') ?? world.now
  const lines = prorationLines(world, subscription, { after, at })
  const invoice = draftInvoice(world, subscription, {
    reason: 'subscription_update',
    lines,
    finalizesAt: 0,
  })
  return { ...invoiceView(world, invoice), id: `upcoming_${invoice.id}` }
}

export function payInvoice(world: World, _: Form, id: string) {
  const invoice = world.find(world.invoices, id, 'invoice')
  attempt(world, invoice)
  if (invoice.status !== 'paid') {
    throw new ApiFault(402, 'Your card was declined.', {
      type: 'card_error',
      code: 'card_declined',
    })
  }
  return invoiceView(world, invoice)
}

/** Gives back money to the card, or credit to the balance; never more than the invoice has left. */
export function createCreditNote(world: World, form: Form) {
  const invoice = world.find(world.invoices, form.text('invoice')!, 'invoice')
  const [amount, refunded] = [form.number('amount')!, form.number('refund_amount') ?? 0]
  const credited = form.number('credit_amount') ?? 0
  assertCreditable(invoice, amount, refunded + credited)
  const isPaid = invoice.status === 'paid'
  invoice[isPaid ? 'creditedAfter' : 'creditedBefore'] += amount
  world.customer(invoice.customer).balance -= credited
  const { id, customer, currency } = invoice
  const note: CreditNote = {
    ...{ id: world.newId('cn'), number: `${invoice.number}-CN`, created: world.now, invoice: id },
    ...{ customer, currency, amount, refunded, credited },
    reason: (form.text('reason') as CreditNote['reason']) ?? null,
  }
  world.creditNotes.push(note)
  emit(world, 'credit_note.created', { object: creditNoteView(note, isPaid) })
  emit(world, 'invoice.updated', { invoice })
  return creditNoteView(note, isPaid)
}

function assertCreditable(invoice: Invoice, amount: number, given: number) {
  const left = invoice.total - invoice.creditedAfter - invoice.creditedBefore
  if (!['open', 'paid'].includes(invoice.status) || !(amount > 0) || amount > left) {
    throw new ApiFault(400, `The amount of the credit note exceeds what is left of the invoice.`, {
      param: 'amount',
    })
  }
  if (invoice.status === 'paid' && given !== amount) {
    throw new ApiFault(
      400,
      `The sum of credit, refund and out of band amounts must equal the credit note amount.`
    )
  }
}

export function listCreditNotes(world: World, form: Form) {
  const invoice = form.text('invoice')
  const customer = form.text('customer')
  const found = world.creditNotes.filter(
    (note) => (!invoice || note.invoice === invoice) && (!customer || note.customer === customer)
  )
  return listOf(
    found.map((note) => creditNoteView(note, true)),
    '/v1/credit_notes'
  )
}

function creditNoteView(
  note: CreditNote,
  isPaid: boolean
): Omit<Stripe.CreditNote, 'lastResponse'> {
  const { id, amount, created, currency, customer, invoice, number, reason } = note
  return {
    ...{
      id,
      object: 'credit_note',
      amount,
      amount_shipping: 0,
      created,
      currency,
      customer,
      invoice,
    },
    customer_account: null,
    customer_balance_transaction: note.credited > 0 ? `cbtxn_${id}` : null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: created,
    lines: listOf([], `/v1/credit_notes/${id}/lines`) as never,
    livemode: false,
    memo: null,
    metadata: null,
    number,
    out_of_band_amount: null,
    pdf: `https://invoice.stripe.test/cn/${id}`,
    post_payment_amount: isPaid ? amount : 0,
    pre_payment_amount: isPaid ? 0 : amount,
    pretax_credit_amounts: [],
    reason,
    refunds:
      note.refunded > 0
        ? [
            {
              amount_refunded: note.refunded,
              payment_record_refund: null,
              refund: `re_${id}`,
              type: 'refund',
            },
          ]
        : [],
    shipping_cost: null,
    status: 'issued',
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    total_taxes: [],
    type: isPaid ? 'post_payment' : 'pre_payment',
    voided_at: null,
  }
}
