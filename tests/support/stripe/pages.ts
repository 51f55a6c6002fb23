import { attempt } from './billing.js'
import { amountOf, sum } from './arithmetic.js'
import { completeCheckout } from './session_calls.js'
import { ApiFault, type World } from './world.js'

/** What a hosted page answers: a page to look at, or where the browser goes next. */
export type PageAnswer = { html: string } | { location: string }

const CARDS = { '4242424242424242': 'good', '4000000000000341': 'declined' } as const

const page = (title: string, body: string) => ({
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`,
})

const cardField = '<label>Card number <input name="card" inputmode="numeric" required></label>'

export function checkoutPage(world: World, id: string): PageAnswer {
  const session = world.find(world.sessions, id, 'checkout session')
  const lines = session.items.map(({ price, quantity }) => ({
    name: world.products.get(price.product)!.name,
    amount: price.meter ? 0 : amountOf(price.unitAmount, quantity),
  }))
  const rows = lines.map(({ name, amount }) => `<li>${name}: ${amount / 100}</li>`).join('')
  const total = sum(lines.map(({ amount }) => amount)) / 100
  return page(
    'Emulated checkout',
    `<ul>${rows}</ul><p>Total before discount and tax: ${total} ${session.items[0].price.currency}</p>
<form method="post">${cardField}<button>Subscribe</button></form><a href="${session.cancelUrl}">Back</a>`
  )
}

export function payCheckout(world: World, id: string, number: string): PageAnswer {
  const session = completeCheckout(world, id, cardOf(number))
  return { location: session.successUrl.replace('{CHECKOUT_SESSION_ID}', id) }
}

function cardOf(number: string) {
  const card = CARDS[number.replaceAll(/\D/g, '') as keyof typeof CARDS]
  if (!card) {
    throw new ApiFault(402, 'Your card number is incorrect.', { code: 'incorrect_number' })
  }
  return card
}

export function portalPage(world: World, id: string): PageAnswer {
  const { customer, returnUrl } = world.find(world.portals, id, 'portal session')
  const invoices = world
    .invoicesOf(customer)
    .map(({ number, status, total }) => `<li>${number ?? 'draft'}: ${total / 100} ${status}</li>`)
  return page(
    'Emulated portal',
    `<ul>${invoices.join('')}</ul><form method="post">${cardField}<button>Save card</button></form>
<a href="${returnUrl}">Return</a>`
  )
}

/** A new card pays what is open at once. */
export function saveCard(world: World, id: string, number: string): PageAnswer {
  const { customer, returnUrl } = world.find(world.portals, id, 'portal session')
  world.customer(customer).card = cardOf(number)
  for (const invoice of world.invoicesOf(customer).filter(({ status }) => status === 'open')) {
    attempt(world, invoice)
  }
  return { location: returnUrl }
}
