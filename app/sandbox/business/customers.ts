import type { SampleCustomer, SampleOrder, UnixSeconds } from '#kit'
import { FIRST_NAMES, LAST_NAMES, STOREFRONTS, type Storefront } from './catalogue.js'
import { Random } from './random.js'

/** Regulars per storefront, who were customers before the sample begins. */
const REGULARS = 240
/** 1 January 2024, 09:00 UTC: when the shop opened. */
const OPENED_AT: UnixSeconds = 1_704_099_600
const DAY_SECONDS = 86_400

export function returningCustomerKey(random: Random, storefront: Storefront): string {
  return `regular/${storefront.id}/${random.integer(1, REGULARS)}`
}

/** The regulars, and everybody who bought or subscribed, by the moment they first appeared. */
export function listCustomers(orders: SampleOrder[], seed: string): SampleCustomer[] {
  const customers = new Map<string, SampleCustomer>()
  for (const storefront of STOREFRONTS) {
    for (let number = 1; number <= REGULARS; number++) {
      const key = `regular/${storefront.id}/${number}`
      const random = new Random(`${seed}/since/${key}`)
      const createdAt = OPENED_AT + random.integer(0, 500) * DAY_SECONDS + random.integer(0, 36_000)
      customers.set(key, describe({ key, storefront, createdAt, seed }))
    }
  }
  for (const order of orders) {
    if (!customers.has(order.customerKey)) {
      const storefront = STOREFRONTS.find(({ id }) => id === order.storefront)!
      const createdAt = order.declinedAt ?? order.at
      const customer = describe({ key: order.customerKey, storefront, createdAt, seed })
      customers.set(order.customerKey, customer)
    }
  }
  return [...customers.values()].sort(
    (one, other) => one.createdAt - other.createdAt || (one.key < other.key ? -1 : 1)
  )
}

interface Arrival {
  key: string
  storefront: Storefront
  createdAt: UnixSeconds
  seed: string
}

function describe({ key, storefront, createdAt, seed }: Arrival): SampleCustomer {
  const random = new Random(`${seed}/person/${key}`)
  const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`
  const mailbox = name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.')
  return {
    key,
    name,
    // .example never resolves (RFC 2606): nobody can be written to by accident.
    email: `${mailbox}.${random.integer(10, 9999)}@mail.example`,
    country: storefront.country,
    currency: storefront.currency,
    createdAt,
  }
}
