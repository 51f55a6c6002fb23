import type { SampleRow } from '#kit'
import { dayIn } from './days.js'
import { personOf, shopOrders, shopProducts } from './shop.js'
import type { Series, Telling } from './telling.js'

const shopRefunds = ({ read }: Telling): SampleRow[] =>
  read('shopOrders').flatMap((order) =>
    (order.refunds as { key: string; at: number; amount: number; reason: string }[]).map(
      (refund) => ({
        ...refund,
        orderKey: order.key,
        orderNumber: order.number,
        storefront: order.storefront,
        timeZone: order.timeZone,
        day: dayIn(String(order.timeZone), new Date(refund.at * 1000)),
        currency: order.currency,
      })
    )
  )

function shopCustomers({ business, now, read }: Telling): SampleRow[] {
  const seconds = now.getTime() / 1000
  const orders = Map.groupBy(read('shopOrders'), ({ customerKey }) => customerKey)
  return business.customers
    .filter(({ createdAt }) => createdAt <= seconds)
    .map((customer) => {
      const own = orders.get(customer.key) ?? []
      const { customerKey, customerName, customerEmail, ...person } = personOf(customer)
      return {
        key: customerKey,
        name: customerName,
        email: customerEmail,
        ...person,
        currency: customer.currency,
        createdAt: customer.createdAt,
        changedAt: Math.max(customer.createdAt, ...own.map(({ at }) => Number(at))),
        orders: own.length,
        spent: own.reduce((sum, { total, refunded }) => sum + Number(total) - Number(refunded), 0),
      }
    })
}

const ORDER = {
  storefront: '`europe`, `united-states`, `japan`',
  currency: 'code',
  timeZone: 'zone',
  day: 'day in that zone',
  at: 'moment',
}
const PERSON = { firstName: 'text', lastName: 'text', country: 'code' }

export const SHOP_SERIES: Record<string, Series> = {
  shopProducts: {
    about: 'Products with their price in each storefront',
    fields: {
      key: 'id',
      storefront: ORDER.storefront,
      title: 'text',
      sku: 'text',
      category: '`Coffee`, `Equipment`',
      currency: 'code',
      price: 'money',
      stock: 'count',
      createdAt: 'moment',
      changedAt: 'moment',
    },
    rows: shopProducts,
  },
  shopOrders: {
    about: 'Orders with baskets and refunds; each is one payment of the shop',
    fields: {
      key: 'id', number: 'number of the order', ...ORDER, siteKey: 'id of the site', changedAt: 'moment', subtotal: 'money without tax', discount: 'money', shipping: 'money', tax: 'money', total: 'money',
      refunded: 'money so far', status: '`paid`, `partially_refunded`, `refunded`', customerKey: 'id', customerName: 'text', customerEmail: 'address', ...PERSON, channel: 'what brought it: `search_ads`, `email` …',
      source: '`web`, `subscription`', lines: 'list: key productKey title sku quantity price total', units: 'count', refunds: 'list: key at amount reason',
    }, // prettier-ignore
    rows: shopOrders,
  },
  shopRefunds: {
    about: 'Refunds of orders',
    fields: {
      key: 'id',
      orderKey: 'id',
      orderNumber: 'number',
      ...ORDER,
      amount: 'money',
      reason: '`requested_by_customer`, `duplicate`',
    },
    rows: shopRefunds,
  },
  shopCustomers: {
    about: 'Customers with what they ordered so far',
    fields: {
      key: 'id',
      name: 'text',
      email: 'address',
      ...PERSON,
      currency: 'code',
      createdAt: 'moment',
      changedAt: 'moment',
      orders: 'count',
      spent: 'money without refunds',
    },
    rows: shopCustomers,
  },
}
