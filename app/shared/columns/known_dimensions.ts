import { readHeader } from './header_words.js'
import { listOf } from './vocabulary.js'

/** Names of columns by the shared dimension that they mean. */
const DIMENSIONS: [id: string, names: string[]][] = [
  [
    'channel',
    listOf(`
  channel, kanal, kanaal, canal, canale, marketing channel, default channel group, session default channel group,
  session primary channel group default channel group`),
  ],
  [
    'campaign',
    listOf(`
  campaign, campaign name, kampagne, kampagnenname, name der kampagne, campagne, campagnenaam, nom de la
  campagne, campana, nombre de la campana, campagna, nome della campagna, campanha, nome da campanha, kampanje, kampanj,
  kampanjnamn, kampagnenavn, kampania, nazwa kampanii, kampan, kampany, kampanya, кампания,
  广告系列, キャンペーン, 캠페인, utm campaign`),
  ],
  [
    'ad_group',
    listOf(`
  ad group, ad group name, adgroup, ad set, ad set name, anzeigengruppe, anzeigengruppenname,
  advertentiegroep, groupe d annonces`),
  ],
  [
    'ad',
    ['ad', 'ad name', 'anzeige', 'anzeigenname', 'advertentie', 'annonce', 'anuncio', 'annuncio'],
  ],
  ['keyword', ['keyword', 'keywords', 'search keyword', 'suchbegriff', 'zoekwoord', 'mot cle']],
  ['account', ['account', 'account name', 'konto', 'kontoname']],
  [
    'country',
    listOf(`
  country, country code, country name, land, laendercode, landcode, pays, pais, paese, kraj, country territory`),
  ],
  ['region', ['region', 'state', 'province', 'bundesland', 'provincie']],
  ['city', listOf('city, stadt, stad, plaats, ville, ciudad, citta, cidade, miasto')],
  [
    'device',
    listOf(`
  device, devices, device type, device category, gerat, gerate, geratekategorie, apparaat, apparaatcategorie,
  appareil, dispositivo, enhet, enhed, urzadzenie`),
  ],
  ['network', ['network', 'netzwerk', 'netwerk', 'network with search partners']],
  ['language', ['language', 'sprache', 'taal', 'langue', 'idioma', 'lingua']],
  ['landing_page', ['landing page', 'landingpage', 'zielseite', 'bestemmingspagina']],
  [
    'product',
    [
      'product',
      'product name',
      'product title',
      'produkt',
      'produit',
      'producto',
      'prodotto',
      'produto',
    ],
  ],
  [
    'category',
    [
      'category',
      'product category',
      'kategorie',
      'categorie',
      'categoria',
      'kategori',
      'kategoria',
    ],
  ],
]

const dimensions = new Map(DIMENSIONS.flatMap(([id, names]) => names.map((name) => [name, id])))

/** The shared dimension that a column's name means. */
export function offeredDimension(name: string): string | undefined {
  return dimensions.get(readHeader(name).words.join(' '))
}
