import type { Fault } from '#sandbox/emulator/faults'
import { emulatedSource } from '#tests/support/emulated_sources'
import { givenEmulator } from '#tests/support/sandbox_sources'

export const VENDORS = ['googleAds', 'stripe'] as const
export type Vendor = (typeof VENDORS)[number]

const TITLES = { googleAds: 'Google Ads', stripe: 'Stripe' }

/** The requests for a vendor's main numbers. Google lists entities by the same address. */
export const NUMBERS: Record<Vendor, Partial<Fault>> = {
  googleAds: { host: 'googleads', path: ':search', body: 'segments.ad_network_type' },
  stripe: { host: 'stripe', path: '/v1/charges' },
}

/** Every case for both vendors, with the name that a person reads. */
export const eachVendor = <Case>(cases: Case[]) =>
  VENDORS.flatMap((vendor) => cases.map((each) => ({ ...each, vendor, title: TITLES[vendor] })))

export interface Days {
  now: Date
  backfillFrom: string
}

/**
 * The emulator of both vendors, what an undisturbed reading of each brings, and sources of it in whose
 * numbers something goes wrong. Small pages, so that a few days are several of them.
 */
export async function givenFaultyVendors(days: Days) {
  const emulator = await givenEmulator({ now: days.now, pageSize: 60 })
  const truth = new Map<Vendor, string[]>()
  for (const vendor of VENDORS) {
    const source = await emulatedSource(vendor, days)
    await source.sync()
    truth.set(vendor, await source.facts())
  }
  return {
    emulator,
    truthOf: (vendor: Vendor) => truth.get(vendor)!,
    async givenSource(vendor: Vendor, fault?: Fault) {
      const source = await emulatedSource(vendor, days)
      const { namespace, clock } = source
      emulator.onHang(() => clock.missDeadlines())
      const plant = (planted: Fault) =>
        emulator.addFault({ ...NUMBERS[vendor], namespace, ...planted })
      if (fault) {
        plant(fault)
      }
      return Object.assign(source, { plant, mend: () => emulator.reset(namespace) })
    },
  }
}

export type FaultyVendors = Awaited<ReturnType<typeof givenFaultyVendors>>
