import type { ColumnTally } from './column_tally.js'
import { offeredMetric } from '#shared/columns/known_metrics'
import { readHeader } from '#shared/columns/header_words'
import { listOf } from '#shared/columns/vocabulary'

/** Words that make a column of numbers a name wherever they end it. */
const NAMING_ENDS = new Set(
  listOf(`
  id, ids, code, zip, zipcode, postcode, postal, plz, phone, telephone, sku, isbn, ean, gtin, asin, upc, iban,
  ssn, uuid, guid, key, ref, reference, account, rank, row, index, latitude, longitude, lat, lng, lon, fips,
  number, num, no, nr, nummer, numero, postleitzahl, telefon, artikelnummer, bestellnummer, kundennummer,
  ordernummer, klantnummer, konto, gegenkonto, sachkonto, kontonummer, kostenstelle, kostentrager, belegnummer,
  rechnungsnummer, auftragsnummer, steuernummer, rekening, tegenrekening, grootboekrekening, rekeningnummer,
  factuurnummer, boekstuknummer, kostenplaats, compte, cuenta, contrapartida, conta, conto, sottoconto, siret, siren,
  nif, numer`)
)
/** `Número de pedido` names an order, `Número de pedidos` counts them: before one thing, a number is its name. */
const NUMBERS = new Set(listOf('number, num, no, nr, n, nummer, numero, numer'))
const ONE_THING = new Set(
  listOf(`
  invoice, order, account, voucher, rechnung, beleg, konto, factuur, rekening, facture, commande, compte, piece,
  factura, pedido, cuenta, fatura, conta, encomenda, fattura, ordine, faktury, zamowienia, konta`)
)
/** `Kosten pro Konto` measures, whatever it is divided by. */
const DIVIDING = new Set(listOf('per, pro, je, par, por, na'))
/** What a name leaves out, as in `Gegenkonto (ohne BU-Schlüssel)`, is not what it ends in. */
const WITHOUT = /\((?:ohne|excl|without|zonder|sans|sin|senza|sem)[.\s][^)]*\)\s*$/i
/** Words that name a place in the calendar, where the name says nothing else. */
const CALENDAR = new Set(
  listOf(`
  year, month, week, kw, tag, dag, jour, dia, giorno, dzien, quartal, kwartaal, trimestre, weekday, hour, quarter, jahr, monat, woche, stunde, jaar, maand, uur, annee, mois,
  semaine, heure, ano, mes, semana, hora, anno, mese, hr, yr, mnth, weeknum, weekno, monthnum, dow, hourofday, season, fiscal, of, day, dayofweek, long,
  holiday, workingday`)
)
const STARTS = new Set(['zip', 'postal', 'row', 'index'])
/** Their numbers mean nothing even where a file has no others. */
const IDS = new Set(
  listOf(`
  id, ids, zip, zipcode, postcode, postal, plz, phone, telephone, sku, isbn, ean, gtin, upc, iban, uuid, guid,
  postleitzahl, telefon`)
)
const MIN_ROWS_FOR_PATTERN = 5
const MOST_YEARS = 40
/** A column whose values hardly ever repeat in so many rows names each of them. */
const MIN_ROWS_FOR_UNIQUE = 1_000
const UNIQUE_SHARE = 0.95
const ID_WORDS = new Set(
  listOf(`
  id, ids, uuid, guid, key, number, no, nr, nummer, ref, reference, token, hash, order, invoice, transaction,
  email, mail, ticket, session, gclid, fbclid, iban`)
)
/** Of people and what they did once; campaigns, ads and products are compared by their ids. */
const PEOPLE = new Set(
  listOf(`
  customer, client, user, visitor, member, contact, person, subscriber, kunde, kunden, klant, nutzer, gebruiker,
  order, invoice, transaction, session, ticket, device, email, mail, phone, gclid, fbclid`)
)
/** What somebody wrote about a row. */
const REMARKS = new Set(
  listOf(`
  note, notes, comment, comments, remark, remarks, memo, message, bemerkung, bemerkungen, kommentar, notiz,
  opmerking, opmerkingen, notitie, commentaire, commentaires, remarque, nota, notas, comentario, comentarios,
  observaciones, commento, observacao, anteckning, uwagi`)
)
/** So many texts of their own are nothing to compare by, whatever they say. */
const MIN_ROWS_FOR_TEXTS = 50_000
const MIN_ROWS_FOR_PEOPLE = 10_000
const ID_SHAPE =
  /^(?:[A-Za-z]{0,6}[-_#]?\d{3,}|[0-9a-f]{8}-[0-9a-f-]{27}|(?=.*\d)[A-Za-z0-9_-]{12,}|\S+@\S+\.\S+)$/

/** Why the numbers of a column name things instead of measuring them, or undefined where they measure. */
export function isIdentifier(tally: ColumnTally): string | undefined {
  const { name } = tally
  if (tally.isCode) {
    return 'Numbers with leading zeros or letters are codes: adding them up means nothing.'
  }
  if (isNaming(readHeader(name.replace(WITHOUT, '')).words) || /#\s*$/.test(name)) {
    return `“${name}” looks like an identifier and is not summed.`
  }
  if (!offeredMetric(name) && tally.isCounting && tally.filled >= MIN_ROWS_FOR_PATTERN) {
    return 'The numbers are row numbers and are not summed.'
  }
  return isYears(tally) ? 'All values look like years.' : undefined
}

/** Whether a column is called an id, or a number that nobody adds up. */
export function namesId(name: string): boolean {
  return readHeader(name).words.some((word) => IDS.has(word))
}

function isNaming(words: string[]): boolean {
  if (DIVIDING.has(words.at(-2) ?? '')) {
    return false
  }
  return endsInName(words) || (words.length > 0 && words.every((word) => CALENDAR.has(word)))
}

function endsInName(words: string[]): boolean {
  const last = words.at(-1) ?? ''
  const isOneThing = NUMBERS.has(words[0]) && ONE_THING.has(last)
  return isOneThing || NAMING_ENDS.has(last) || STARTS.has(words[0])
}

function isYears(tally: ColumnTally): boolean {
  return (
    tally.filled >= MIN_ROWS_FOR_PATTERN &&
    tally.distinct <= MOST_YEARS &&
    tally.count('year') === tally.filled
  )
}

/** Why a column names each row by itself, so that grouping by it would repeat the file; undefined where it does not. */
export function namesEachRow(tally: ColumnTally): string | undefined {
  if (namesPeople(tally)) {
    return 'It names more than a thousand people or single events, which is nothing to compare by.'
  }
  const isUnique = tally.filled >= MIN_ROWS_FOR_UNIQUE && tally.uniqueShare >= UNIQUE_SHARE
  if (!isUnique || !(looksLikeId(tally) || isRemark(tally))) {
    return undefined
  }
  return 'Nearly every row has a value of its own: it names the row, and grouping by it would repeat the file.'
}

function namesPeople(tally: ColumnTally): boolean {
  const { words } = readHeader(tally.name)
  const isMeant = words.some((word) => PEOPLE.has(word)) && words.some((word) => ID_WORDS.has(word))
  return isMeant && tally.filled >= MIN_ROWS_FOR_PEOPLE && tally.hasManyValues
}

function isRemark(tally: ColumnTally): boolean {
  const isNamed = readHeader(tally.name).words.some((word) => REMARKS.has(word))
  return tally.hardlyRepeats && (isNamed || tally.filled >= MIN_ROWS_FOR_TEXTS)
}

function looksLikeId(tally: ColumnTally): boolean {
  const isNamed = readHeader(tally.name).words.some((word) => ID_WORDS.has(word))
  return isNamed || tally.samples.every((sample) => ID_SHAPE.test(sample.trim()))
}
