import { namesMoney, readHeader, wordsOf } from '#shared/columns/header_words'
import { listOf } from '#shared/columns/vocabulary'

const PERCENTAGES = new Set(
  listOf(
    'ctr, cvr, ttr, vtr, ctor, share, percent, percentage, pct, anteil, anteile, aandeel, part'
  )
)
const MONEY_RATES = new Set(
  listOf(`
  cpc, cpm, cpa, cpl, cpv, cpi, cpo, cpt, cpe, cpf, cps, cpr, cpcv, cpsu, aov, arpu, arppu, rpm`)
)
/** `eCPM`, `eCPSU`: what one of something cost in effect. */
const EFFECTIVE = /^ecp\p{L}{1,4}$/u
/** Short names of shares; among other words they may be anything, such as a credit. */
const SHORT_SHARES = new Set(listOf('cr, er, or'))
/** Money divided by money. */
const RETURNS = new Set(listOf('roas, roi, acos, tacos'))
const RATES = new Set(
  listOf(`
  rate, ratio, roas, roi, acos, avg, average, mean, median, frequency, frequenz, frequentie, frequence,
  frecuencia, frequenza, frequencia, position, positie, posicion, posizione, posicao, pozycja, score, rating,
  quote, taux, tasso, tasa, taxa, durchschn, durchschnitt, durchschnittl, durchschnittliche,
  durchschnittlicher, mittlere, gem, gemiddelde, gemiddeld, moyen, moyenne, promedio, medio, medie, medel,
  genomsnittlig, gennemsnitlig, srednia, srednie, sredni, max, maximum, min, minimum, temp, atemp, temperature, temperatur, humidity, hum,
  windspeed, pressure, speed, age, alter`)
)
/** A rate of these is a share, whatever it is written as. */
const SHARE_OF = new Set(
  listOf(`
  conversion, conv, click, clickthrough, through, bounce, open, engagement, view, interaction, exit, return,
  refund, unsubscribe, churn, retention, completion, win, delivery, response`)
)
/** German and Dutch write it as one word. */
const COMPOUND =
  /(?:(?:klick|click|absprung|konversions?|conversions?|offnungs|open|abbruch|ausstiegs|interaktions|engagement|abmelde|zustell|retouren|kauf|bounce|churn|conversie)(?:rate|raten)|\p{L}(?:ratio|quote|quoten|percentage|anteil|aandeel))$/u
/** What amounts are given for each of: events per session, revenue per user. Hours per week are still hours. */
const EACH = new Set(
  listOf(`
  session, user, order, visit, visitor, click, conversion, customer, lead, person, purchase, result, view,
  impression, transaction, sitzung, nutzer, bestellung, klick, sessie, gebruiker, bestelling, klik`)
)
/** A budget of a day or of a whole campaign stands in every row of it. */
const BUDGETS = new Set(listOf('total, lifetime, daily, day, avg, average'))
/** What has come together up to a day, or is there on it, counts again on the next one. */
const STANDS = new Set(
  listOf(`
  cumulative, cumulated, cumul, cumule, kumuliert, kumulierte, kumulativ, cumulatief, cumulatieve, acumulado,
  cumulativo, ytd, mtd, qtd, balance, saldo, solde, kontostand, bestand, stock, inventory, voorraad, backlog, nps`)
)
/** What is divided by something else behind “per”. Hours per week are still hours. */
const DIVIDED = new Set(
  listOf(
    'clicks, click, conversions, conversion, impressions, views, orders, sessions, users, leads'
  )
)

export interface Rate {
  unit: 'percent' | 'currency' | 'number'
}

/** What a column's name says about numbers that do not add up: shares, averages, prices of one. */
export function rateNamed(name: string): Rate | undefined {
  const words = wordsOf(name)
  if (isShare(words) || readHeader(name).isPercent) {
    return { unit: 'percent' }
  }
  if (
    words.join(' ') === 'unit price' ||
    words.some((word) => MONEY_RATES.has(word) || EFFECTIVE.test(word))
  ) {
    return { unit: 'currency' }
  }
  if (!isOfMany(name, words)) {
    return undefined
  }
  const isReturn = words.some((word) => RETURNS.has(word))
  return { unit: namesMoney(words) && !isReturn ? 'currency' : 'number' }
}

function isOfMany(name: string, words: string[]): boolean {
  const isMean = /^[Øø⌀∅]\s?\p{L}/u.test(name.trim())
  return (
    isMean ||
    isDivision(name, words) ||
    isBudget(words) ||
    /\brunning total\b/.test(words.join(' ')) ||
    words.some((word) => RATES.has(word) || STANDS.has(word))
  )
}

function isShare(words: string[]): boolean {
  const rate = words.findIndex((word) => word === 'rate' || word === 'rates')
  const isShort = words.length === 1 && SHORT_SHARES.has(words[0])
  const isNamed = isShort || words.some((word) => PERCENTAGES.has(word) || COMPOUND.test(word))
  return isNamed || (rate > 0 && SHARE_OF.has(words[rate - 1]))
}

function isBudget(words: string[]): boolean {
  return words.includes('budget') && words.some((word) => BUDGETS.has(word))
}

/** `Cost / conv.`, `cost_per_hour`, `Kosten pro Klick`. */
function isDivision(name: string, words: string[]): boolean {
  const at = words.findIndex((word) => ['per', 'pro', 'par', 'por'].includes(word))
  const numerator = at > 0 ? words.slice(0, at) : wordsOf(name.split(/\s\/\s/)[0])
  const isDivided = at > 0 || /\S\s\/\s\S/.test(name)
  const isOfEach = at > 0 && EACH.has(words[at + 1])
  return (
    isOfEach ||
    (isDivided && (namesMoney(numerator) || numerator.some((word) => DIVIDED.has(word))))
  )
}
