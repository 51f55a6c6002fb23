import type Stripe from 'stripe'
import { emit } from './events.js'
import type { Form } from './form.js'
import { ApiFault, type Customer, type World } from './world.js'

type View<Kind> = Omit<Kind, 'lastResponse'>

export function customerView(customer: Customer): View<Stripe.Customer | Stripe.DeletedCustomer> {
  if (customer.isDeleted) {
    return { id: customer.id, object: 'customer', deleted: true }
  }
  return {
    id: customer.id,
    object: 'customer',
    address: (customer.address as never) ?? null,
    balance: customer.balance,
    created: customer.created,
    currency: customer.currency,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: customer.email,
    invoice_prefix: 'EMU',
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: customer.metadata,
    name: customer.name,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  } as View<Stripe.Customer>
}

export function createCustomer(world: World, form: Form) {
  const customer: Customer = {
    id: world.newId('cus'),
    created: world.now,
    ...{ name: null, email: null, address: null, balance: 0, currency: null, card: 'none' },
    ...{ taxIds: [], metadata: {}, isDeleted: false },
  }
  world.customers.set(customer.id, customer)
  take(customer, form)
  emit(world, 'customer.created', { object: customerView(customer) })
  return customerView(customer)
}

export function updateCustomer(world: World, form: Form, id: string) {
  const customer = world.customer(id)
  take(customer, form)
  emit(world, 'customer.updated', { object: customerView(customer) })
  return customerView(customer)
}

function take(customer: Customer, form: Form) {
  customer.name = form.text('name') ?? customer.name
  customer.email = form.text('email') ?? customer.email
  customer.address = form.has('address') ? addressOf(form.part('address')) : customer.address
  customer.metadata = { ...customer.metadata, ...form.part('metadata').texts() }
}

const ADDRESS = ['city', 'country', 'line1', 'line2', 'postal_code', 'state']

const addressOf = (form: Form) =>
  Object.fromEntries(ADDRESS.map((name) => [name, form.text(name) || null]))

export function deleteCustomer(world: World, _: Form, id: string) {
  const customer = world.customer(id)
  customer.isDeleted = true
  for (const subscription of world.subscriptions.values()) {
    if (subscription.customer === id) {
      subscription.status = 'canceled'
    }
  }
  emit(world, 'customer.deleted', { object: customerView(customer) })
  return customerView(customer)
}

/** `-500` is a credit of five, as in the API. */
export function createBalanceTransaction(world: World, form: Form, id: string) {
  const customer = world.customer(id)
  const amount = form.number('amount') ?? 0
  customer.balance += amount
  emit(world, 'customer.updated', { object: customerView(customer) })
  return balanceView(world, customer, { amount, currency: form.text('currency') ?? 'usd' })
}

function balanceView(
  world: World,
  customer: Customer,
  { amount, currency }: { amount: number; currency: string }
): View<Stripe.CustomerBalanceTransaction> {
  return {
    id: world.newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount,
    checkout_session: null,
    created: world.now,
    credit_note: null,
    currency,
    customer: customer.id,
    customer_account: null,
    description: null,
    ending_balance: customer.balance,
    invoice: null,
    livemode: false,
    metadata: {},
    type: 'adjustment',
  }
}

export function createTaxId(world: World, form: Form, id: string) {
  const customer = world.customer(id)
  const [type, value] = [form.text('type') as Stripe.TaxId.Type, form.text('value') ?? '']
  if (type === 'eu_vat' && !/^[A-Z]{2}[0-9A-Z]{8,12}$/.test(value)) {
    throw new ApiFault(400, `Invalid value for eu_vat.`, { code: 'tax_id_invalid', param: 'value' })
  }
  const taxId = { id: world.newId('txi'), type, value, created: world.now }
  customer.taxIds.push(taxId)
  return taxIdView(customer, taxId)
}

export function listTaxIds(world: World, _: Form, id: string) {
  const customer = world.customer(id)
  const data = customer.taxIds.map((taxId) => taxIdView(customer, taxId))
  return { object: 'list', data, has_more: false, url: `/v1/customers/${id}/tax_ids` }
}

export function deleteTaxId(world: World, _: Form, [id, taxId]: string[]) {
  const customer = world.customer(id)
  customer.taxIds = customer.taxIds.filter((known) => known.id !== taxId)
  return { id: taxId, object: 'tax_id', deleted: true }
}

function taxIdView(
  { id: customer }: Customer,
  { id, type, value, created }: Customer['taxIds'][number]
): View<Stripe.TaxId> {
  return {
    id,
    object: 'tax_id',
    country: value.slice(0, 2),
    created,
    customer,
    customer_account: null,
    livemode: false,
    owner: { type: 'customer', customer, customer_account: null } as never,
    type,
    value,
    verification: { status: 'verified', verified_address: null, verified_name: null },
  }
}
