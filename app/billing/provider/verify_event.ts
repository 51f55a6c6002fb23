import type Stripe from 'stripe'
import { Refusal } from '#foundation'
import { providerSettings, stripe } from '#billing/provider/client'

export const EVENTS_PATH = '/stripe/webhooks'

/** A signature is good for so long: an event that was caught and sent again later is refused. */
const TOLERANCE_SECONDS = 300

export interface VerifiedEvent {
  id: string
  type: string
  customerRef: string | null
  createdAt: Date
}

/** Reads an event that the provider signed, over the bytes as they came. Everything else is refused. */
export function verifyEvent(body: string, signature: string | undefined): VerifiedEvent {
  const settings = providerSettings()
  if (!settings) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'No payment provider is set up here, so no events are taken.',
    })
  }
  try {
    return readEvent(
      stripe().webhooks.constructEvent(
        body,
        signature ?? '',
        settings.webhookSecret,
        TOLERANCE_SECONDS
      )
    )
  } catch (cause) {
    const refusal = new Refusal({
      code: 'E_SIGNATURE',
      status: 400,
      message:
        'The signature of this event does not fit, or is older than five minutes. It was not taken. Check STRIPE_WEBHOOK_SECRET and the clock.',
    })
    refusal.cause = cause
    throw refusal
  }
}

function readEvent({ id, type, created, data }: Stripe.Event): VerifiedEvent {
  const object = data.object as {
    id?: string
    object?: string
    customer?: string | { id: string } | null
  }
  const customer = typeof object.customer === 'object' ? object.customer?.id : object.customer
  const customerRef = object.object === 'customer' ? object.id : customer
  return { id, type, customerRef: customerRef ?? null, createdAt: new Date(created * 1_000) }
}
