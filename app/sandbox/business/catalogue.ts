/** What Harbor Coffee sells and where. A fictitious company; any likeness is chance. */
export const BUSINESS_NAME = 'Harbor Coffee'

export interface Product {
  title: string
  /** Price in the smallest unit by currency: cents, or yen. */
  prices: Record<string, number>
  weight: number
}

export const PRODUCTS: Product[] = [
  { title: 'Dockside Espresso 1 kg', prices: { EUR: 2290, USD: 2490, JPY: 3600 }, weight: 26 },
  { title: 'Lighthouse Filter 500 g', prices: { EUR: 1390, USD: 1490, JPY: 2200 }, weight: 24 },
  { title: 'Night Watch Decaf 500 g', prices: { EUR: 1450, USD: 1590, JPY: 2300 }, weight: 10 },
  { title: 'Captain’s Reserve 250 g', prices: { EUR: 1890, USD: 1990, JPY: 2980 }, weight: 8 },
  { title: 'Cold Brew Kit', prices: { EUR: 2950, USD: 3200, JPY: 4700 }, weight: 6 },
  { title: 'Hand Grinder', prices: { EUR: 6900, USD: 7400, JPY: 10800 }, weight: 4 },
  { title: 'Paper Filters, 100', prices: { EUR: 590, USD: 650, JPY: 900 }, weight: 12 },
  { title: 'Harbor Gift Box', prices: { EUR: 3900, USD: 4200, JPY: 6200 }, weight: 6 },
  { title: 'Stoneware Mug', prices: { EUR: 1650, USD: 1800, JPY: 2600 }, weight: 4 },
]

export interface Storefront {
  id: string
  currency: string
  timeZone: string
  country: string
  /** Orders a day that no ad brought, on a day of average demand. */
  directOrders: number
  /** New coffee-club members a month. */
  newMembers: number
  clubPriceMinor: number
}

export const STOREFRONTS: Storefront[] = [
  {
    id: 'europe',
    currency: 'EUR',
    timeZone: 'Europe/Amsterdam',
    country: 'NL',
    directOrders: 5,
    newMembers: 7,
    clubPriceMinor: 2400,
  },
  {
    id: 'united-states',
    currency: 'USD',
    timeZone: 'America/New_York',
    country: 'US',
    directOrders: 2.6,
    newMembers: 4,
    clubPriceMinor: 2600,
  },
  {
    id: 'japan',
    currency: 'JPY',
    timeZone: 'Asia/Tokyo',
    country: 'JP',
    directOrders: 3.2,
    newMembers: 2,
    clubPriceMinor: 3800,
  },
]

/** How many smallest units make one of the currency: yen have no smaller unit. */
export const MINOR_UNITS: Record<string, number> = { EUR: 100, USD: 100, JPY: 1 }

export const FIRST_NAMES = [
  'Noor', 'Sven', 'Amélie', 'Jonas', 'Lotte', 'Mateo', 'Ingrid', 'Kofi', 'Hana', 'Dylan', 'Priya', 'Emeka',
  'Yuki', 'Clara', 'Tomasz', 'Aisha', 'Ruben', 'Sofia', 'Haruto', 'Grace',
] // prettier-ignore
export const LAST_NAMES = [
  'Visser', 'Lindqvist', 'Moreau', 'Bauer', 'de Wit', 'Alvarez', 'Nyberg', 'Mensah', 'Tanaka', 'Reed', 'Nair',
  'Okafor', 'Sato', 'Hoffmann', 'Nowak', 'Rahman', 'Smit', 'Costa', 'Kimura', 'Walker',
] // prettier-ignore
