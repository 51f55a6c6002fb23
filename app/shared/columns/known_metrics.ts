import type { SlotUnit } from '#shared/records'
import { readHeader } from './header_words.js'
import { listOf } from './vocabulary.js'

export interface Offer {
  /** Metric or dimension of the catalogue. */
  id: string
  unit: SlotUnit
}

/** Names of columns by what they mean in the catalogue; small, without accents, currency and unit. */
const METRICS: [id: string, unit: SlotUnit, names: string[]][] = [
  [
    'spend',
    'currency',
    listOf(`
  cost, costs, spend, ad spend, amount spent, total spent, total spend, media cost, kosten, ausgaben,
  ausgegebener betrag, werbekosten, uitgaven, besteed bedrag, uitgegeven bedrag, cout, couts, depenses,
  depense, montant depense, gasto, coste, importe gastado, costo, spesa, importo speso, custo, valor gasto,
  valor usado, totaal uitgegeven, gesamtausgaben, spend in account currency, total depense, total gastado,
  totale speso, kostnad, spenderat belopp, udgift, udgifter, omkostninger, forbrugt belob, koszt, koszty,
  wydatki, wydana kwota, naklady, koltseg, maliyet, harcama, расход, расходы, 费用, 花费, 費用, 비용, advertiser cost, adspend`),
  ],
  [
    'impressions',
    'count',
    listOf(`
  impr, impressions, imps, impressionen, impressies, vertoningen, impresiones, impressioni, impressoes,
  visningar, exponeringar, visninger, eksponeringer, weergaven, wyswietlenia, zobrazeni,
  megjelenitesek, gosterimler, показы, 展示次数, 展现量, 表示回数, 노출수`),
  ],
  [
    'clicks',
    'count',
    listOf(`
  click, clicks, klick, klicks, klik, klikken, kliks, clics, clic, cliques, klikniecia, klikk, prokliky,
  kattintasok, tıklamalar, клики, 点击量, 点击次数, クリック数, 클릭수, link clicks, link klicks, klicker,
  outbound clicks, clicks destination, clicks all`),
  ],
  [
    'conversions',
    'count',
    listOf(`
  conv, conversion, conversions, konversionen, conversies, conversiones, conversioni, conversoes,
  konverteringar, konverteringer, konwersje, total conversions,
  konverze, konverziok, donusumler, конверсии, 转化次数, 전환수`),
  ],
  [
    'conversion_value',
    'currency',
    listOf(`
  conv value, conversion value, conversions value, total conversion value, purchase conversion value,
  purchases conversion value, conversionwert, conversion wert, conversiewaarde`),
  ],
  [
    'revenue',
    'currency',
    listOf(`
  revenue, total revenue, purchase revenue, turnover, net sales, total sales, umsatz, gesamtumsatz, omzet,
  chiffre d affaires, revenu, revenus, ingresos, ricavi, fatturato, receita, intakter, omsattning, omsaetning,
  przychod, przychody, inkomsten`),
  ],
  ['gross_sales', 'currency', ['gross sales', 'bruttoumsatz', 'bruto omzet']],
  ['discounts', 'currency', ['discounts', 'discount amount', 'rabatte', 'kortingen']],
  ['taxes', 'currency', ['taxes', 'tax', 'steuern', 'btw']],
  [
    'shipping',
    'currency',
    ['shipping', 'shipping charges', 'versand', 'versandkosten', 'verzendkosten'],
  ],
  [
    'orders',
    'count',
    listOf(`
  orders, order count, total orders, purchases, transactions, bestellungen, bestellingen, commandes, pedidos,
  ordini, encomendas, ordrar, bestallningar, ordrer, zamowienia`),
  ],
  [
    'sessions',
    'count',
    listOf(`
  sessions, session, visits, besuche, sitzungen, sessies, bezoeken, sesiones, sessioni, sessoes, sessioner, sesje, visites`),
  ],
  ['engaged_sessions', 'count', ['engaged sessions', 'sitzungen mit interaktionen']],
  [
    'page_views',
    'count',
    [
      'page views',
      'pageviews',
      'screen page views',
      'seitenaufrufe',
      'paginaweergaven',
      'pages vues',
    ],
  ],
  [
    'users',
    'count',
    [
      'users',
      'total users',
      'active users',
      'nutzer',
      'aktive nutzer',
      'gebruikers',
      'actieve gebruikers',
    ],
  ],
  ['new_users', 'count', ['new users', 'neue nutzer', 'nieuwe gebruikers', 'first time visitors']],
  ['key_events', 'count', ['key events', 'schlusselereignisse']],
  ['video_views', 'count', ['video views', 'videoaufrufe', 'videoweergaven']],
  ['reach', 'count', ['reach', 'reichweite', 'bereik', 'couverture', 'alcance', 'copertura']],
  ['leads', 'count', ['leads', 'lead']],
  ['followers', 'count', ['followers', 'follower', 'volgers']],
  [
    'units_sold',
    'count',
    ['units sold', 'net items sold', 'items sold', 'quantity sold', 'net quantity'],
  ],
]

const metrics = new Map(
  METRICS.flatMap(([id, unit, names]) => names.map((name) => [name, { id, unit }]))
)

/** `Sum of Cost` of a pivot table, `Anzahl Bestellungen`. */
const ADDING =
  /^(?:sum of|summe von|summe|som van|somme de|suma de|somma di|soma de|summa av|number of|anzahl|aantal|nombre de|numero de|antal|total|totaal|gesamt) /

/** `metrics.clicks` of an interface, `Sessions - Total`. */
const AROUND = /^metrics | total$/

/** The metric of the catalogue that a column's name means. */
export function offeredMetric(name: string): Offer | undefined {
  const words = readHeader(name).words.join(' ')
  return (
    metrics.get(words) ??
    metrics.get(words.replace(ADDING, '')) ??
    metrics.get(words.replace(AROUND, ''))
  )
}

/** Whether a column of this name holds whole numbers: nobody clicks 1.234 times. */
export function countsWhole(name: string): boolean {
  const words = readHeader(name).words
  const offer = metrics.get(words.join(' '))
  return (
    (offer?.unit === 'count' && offer.id !== 'conversions') ||
    words.some((word) => WHOLE_WORDS.has(word))
  )
}

/** `Paid Impressions`, `7 Day Total Orders (#)`: things are counted, whatever word for money stands beside them. */
export function namesThings(name: string): boolean {
  const last = metrics.get(readHeader(name).words.at(-1) ?? '')
  return name.includes('#') || last?.unit === 'count'
}

const WHOLE_WORDS = new Set(
  listOf(`
  qty, quantity, menge, anzahl, aantal, stuck, stuks, count, visitors, besucher, bezoekers, subscribers,
  abonnenten, likes, shares, comments, opens, sends, units, items, customers, kunden, klanten, nombre,
  cantidad, quantita, quantidade, antal, ilosc, views, aufrufe`)
)
