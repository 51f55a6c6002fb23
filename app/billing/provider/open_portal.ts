import { stripe } from '#billing/provider/client'

/** Where a customer sees invoices and changes payment methods, at the provider. Opening it changes nothing. */
export async function openPortal(customer: string, returnUrl: string): Promise<string> {
  const { url } = await stripe().billingPortal.sessions.create({ customer, return_url: returnUrl })
  return url
}
