import { advance } from './billing.js'
import * as catalogue from './catalogue_calls.js'
import * as customers from './customer_calls.js'
import type { Form } from './form.js'
import * as invoices from './invoice_calls.js'
import { createCheckout, createPortal, retrieveCheckout, type Hosted } from './session_calls.js'
import * as subscriptions from './subscription_calls.js'
import { ApiFault, type World } from './world.js'

export interface Call {
  world: World
  form: Form
  ids: string[]
  hosted: Hosted
}

type Handler = (call: Call) => unknown

/** The clock of the account, as a test clock of the API is moved. */
function moveClock({ world, form }: Call) {
  const to = form.number('frozen_time') ?? world.now
  if (to < world.now) {
    throw new ApiFault(400, 'A test clock can only be advanced.', { param: 'frozen_time' })
  }
  advance(world, to)
  return clockView(world)
}

const clockView = (world: World) => ({
  ...{ id: 'clock_emulated', object: 'test_helpers.test_clock', created: world.now, name: null },
  ...{ deletes_after: world.now + 2_592_000, frozen_time: world.now, livemode: false },
  ...{ status: 'ready', status_details: {} },
})

/** Every operation that is emulated. Another one is answered with 404, so that it is noticed. */
const HANDLERS: [string, Handler][] = [
  ['POST /v1/customers', ({ world, form }) => customers.createCustomer(world, form)],
  [
    'GET /v1/customers/:id',
    ({ world, ids }) => customers.customerView(world.find(world.customers, ids[0], 'customer')),
  ],
  [
    'POST /v1/customers/:id',
    ({ world, form, ids }) => customers.updateCustomer(world, form, ids[0]),
  ],
  [
    'DELETE /v1/customers/:id',
    ({ world, form, ids }) => customers.deleteCustomer(world, form, ids[0]),
  ],
  [
    'POST /v1/customers/:id/balance_transactions',
    ({ world, form, ids }) => customers.createBalanceTransaction(world, form, ids[0]),
  ],
  [
    'POST /v1/customers/:id/tax_ids',
    ({ world, form, ids }) => customers.createTaxId(world, form, ids[0]),
  ],
  [
    'GET /v1/customers/:id/tax_ids',
    ({ world, form, ids }) => customers.listTaxIds(world, form, ids[0]),
  ],
  [
    'DELETE /v1/customers/:id/tax_ids/:taxId',
    ({ world, form, ids }) => customers.deleteTaxId(world, form, ids),
  ],
  ['POST /v1/products', ({ world, form }) => catalogue.createProduct(world, form)],
  ['POST /v1/prices', ({ world, form }) => catalogue.createPrice(world, form)],
  ['GET /v1/prices', ({ world, form }) => catalogue.listPrices(world, form)],
  ['POST /v1/coupons', ({ world, form }) => catalogue.createCoupon(world, form)],
  ['GET /v1/coupons/:id', ({ world, form, ids }) => catalogue.retrieveCoupon(world, form, ids[0])],
  ['POST /v1/billing/meters', ({ world, form }) => catalogue.createMeter(world, form)],
  ['GET /v1/billing/meters', ({ world }) => catalogue.listMeters(world)],
  ['POST /v1/billing/meter_events', ({ world, form }) => catalogue.createMeterEvent(world, form)],
  [
    'GET /v1/billing/meters/:id/event_summaries',
    ({ world, form, ids }) => catalogue.listSummaries(world, form, ids[0]),
  ],
  ['GET /v1/subscriptions', ({ world, form }) => subscriptions.listSubscriptions(world, form)],
  [
    'GET /v1/subscriptions/:id',
    ({ world, form, ids }) => subscriptions.retrieveSubscription(world, form, ids[0]),
  ],
  [
    'POST /v1/subscriptions/:id',
    ({ world, form, ids }) => subscriptions.updateSubscription(world, form, ids[0]),
  ],
  [
    'DELETE /v1/subscriptions/:id',
    ({ world, form, ids }) => subscriptions.cancelSubscription(world, form, ids[0]),
  ],
  [
    'POST /v1/subscription_schedules',
    ({ world, form }) => subscriptions.createSchedule(world, form),
  ],
  [
    'POST /v1/subscription_schedules/:id',
    ({ world, form, ids }) => subscriptions.updateSchedule(world, form, ids[0]),
  ],
  [
    'POST /v1/subscription_schedules/:id/release',
    ({ world, form, ids }) => subscriptions.releaseSchedule(world, form, ids[0]),
  ],
  ['GET /v1/invoices', ({ world, form }) => invoices.listInvoices(world, form)],
  ['POST /v1/invoices/create_preview', ({ world, form }) => invoices.previewInvoice(world, form)],
  ['GET /v1/invoices/:id', ({ world, form, ids }) => invoices.retrieveInvoice(world, form, ids[0])],
  ['POST /v1/invoices/:id/pay', ({ world, form, ids }) => invoices.payInvoice(world, form, ids[0])],
  ['POST /v1/credit_notes', ({ world, form }) => invoices.createCreditNote(world, form)],
  ['GET /v1/credit_notes', ({ world, form }) => invoices.listCreditNotes(world, form)],
  ['POST /v1/checkout/sessions', ({ world, form, hosted }) => createCheckout(world, form, hosted)],
  [
    'GET /v1/checkout/sessions/:id',
    ({ world, form, ids }) => retrieveCheckout(world, form, ids[0]),
  ],
  [
    'POST /v1/billing_portal/sessions',
    ({ world, form, hosted }) => createPortal(world, form, hosted),
  ],
  ['POST /v1/test_helpers/test_clocks/:id/advance', moveClock],
  ['GET /v1/test_helpers/test_clocks/:id', ({ world }) => clockView(world)],
]

export const CALLS = HANDLERS.map(([name]) => name)

const PATTERNS = HANDLERS.map(([name, handle]) => ({
  name,
  handle,
  match: new RegExp(`^${name.replaceAll(/:[a-zA-Z]+/g, '([^/ ]+)')}$`),
}))

export function findCall(method: string, path: string) {
  for (const { name, handle, match } of PATTERNS) {
    const found = match.exec(`${method} ${path}`)
    if (found) {
      return { name, handle, ids: found.slice(1) }
    }
  }
  throw new ApiFault(404, `Unrecognized request URL (${method}: ${path}).`)
}
