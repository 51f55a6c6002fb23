import type { Feature, PlansConfig, Terms } from '#billing/plans/plan'

/**
 * What is sold. A change of price or of what is included is a new version, added below the old one: subscriptions
 * keep the version they were made with. Prices are cents per month, before tax; extra usage is cents per million.
 */
const EXTRA: Terms['extra'] = {
  records: { USD: 1_000, EUR: 900 },
  events: { USD: 500, EUR: 450 },
  api_calls: { USD: 20_000, EUR: 18_000 },
  reports: { USD: 10_000_000, EUR: 9_000_000 },
  plugin_seconds: { USD: 50_000, EUR: 45_000 },
}

const PACKS: Terms['packs'] = {
  seats: { meter: 'members', adds: 1, monthly: { USD: 1_200, EUR: 1_100 } },
  sources: { meter: 'sources', adds: 5, monthly: { USD: 2_500, EUR: 2_300 } },
  records: { meter: 'records', adds: 5_000_000, monthly: { USD: 4_000, EUR: 3_600 } },
}

const PAID: Feature[] = ['custom_exchange_rates']

const plansConfig: PlansConfig = {
  trialDays: 14,
  trialPlan: 'business',
  fallbackPlan: 'free',
  graceDays: 14,
  plans: [
    {
      plan: 'free',
      version: 1,
      name: 'Free',
      monthly: { USD: 0, EUR: 0 },
      included: {
        sources: 2,
        members: 3,
        clients: 0,
        records: 250_000,
        events: 100_000,
        api_calls: 5_000,
        reports: 10,
        plugin_seconds: 3_600,
      },
      extra: {},
      packs: {},
      features: [],
    },
    {
      plan: 'team',
      version: 1,
      name: 'Team',
      monthly: { USD: 4_900, EUR: 4_500 },
      included: {
        sources: 10,
        members: 10,
        clients: 0,
        records: 5_000_000,
        events: 2_000_000,
        api_calls: 100_000,
        reports: 200,
        plugin_seconds: 36_000,
      },
      extra: EXTRA,
      packs: PACKS,
      features: PAID,
    },
    {
      plan: 'business',
      version: 1,
      name: 'Business',
      monthly: { USD: 19_900, EUR: 18_500 },
      included: {
        sources: 50,
        members: 50,
        clients: 0,
        records: 50_000_000,
        events: 20_000_000,
        api_calls: 1_000_000,
        reports: 2_000,
        plugin_seconds: 360_000,
      },
      extra: EXTRA,
      packs: PACKS,
      features: PAID,
    },
    {
      plan: 'agency',
      version: 1,
      name: 'Agency',
      monthly: { USD: 49_900, EUR: 46_500 },
      included: {
        sources: 200,
        members: 200,
        clients: 10,
        records: 200_000_000,
        events: 50_000_000,
        api_calls: 5_000_000,
        reports: 10_000,
        plugin_seconds: 1_440_000,
      },
      extra: EXTRA,
      packs: {
        ...PACKS,
        clients: { meter: 'clients', adds: 1, monthly: { USD: 2_900, EUR: 2_700 } },
      },
      features: PAID,
    },
    {
      plan: 'enterprise',
      version: 1,
      name: 'Enterprise',
      monthly: null,
      included: {
        sources: null,
        members: null,
        clients: null,
        records: null,
        events: null,
        api_calls: null,
        reports: null,
        plugin_seconds: null,
      },
      extra: {},
      packs: {},
      features: PAID,
    },
  ],
  coupons: [
    { code: 'WELCOME20', percentOff: 20, periods: 3 },
    { code: 'NONPROFIT50', percentOff: 50, periods: null },
  ],
}

export default plansConfig
