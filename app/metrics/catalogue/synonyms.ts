const words = (text: string) => text.split(',').map((word) => word.trim())

/**
 * What people type to find a metric besides its name: abbreviations of the trade, and the words of other languages
 * (Dutch, German, French, Spanish, Italian, Portuguese), without regard to accents.
 */
export const SYNONYMS: Readonly<Record<string, string[]>> = {
  spend: words(`
    cost, ad spend, kosten, uitgaven, ausgaben, werbekosten, depenses, cout, gasto, coste, spesa, costo, custo`),
  impressions: words(`
    views, imps, weergaven, vertoningen, impressionen, einblendungen, affichages, impresiones, impressioni,
    impressoes`),
  clicks: words('klikken, klicks, clics, clic, cliques'),
  conversions: words(`
    conv, conversies, konversionen, conversiones, conversioni, conversoes`),
  conversion_value: words(`
    conv value, purchase value, conversiewaarde, conversion-wert, valeur de conversion, valor de conversion,
    valore di conversione`),
  video_views: words('plays, videoweergaven, videoaufrufe, vues, visualizaciones'),
  reach: words('bereik, reichweite, portee, alcance, copertura'),
  ctr: words('click rate, doorklikratio, klickrate, taux de clics, tasa de clics'),
  cpc: words(`
    cost per click, avg cpc, kosten per klik, klickpreis, cout par clic, coste por clic`),
  cpm: words(`
    cost per mille, cost per thousand, tkp, tausendkontaktpreis, cout pour mille`),
  cpa: words(`
    cost per acquisition, cost per action, cost per result, kosten per conversie, kosten pro conversion,
    cout par conversion`),
  cpv: words('cost per view, kosten per weergave'),
  conversion_rate: words(`
    cvr, cr, conversieratio, konversionsrate, taux de conversion, tasa de conversion, tasso di conversione`),
  roas: words(`
    return on ad spend, roi, rendement, werberendite, retour sur depenses, retorno`),
  marketing_efficiency: words(`
    mer, blended roas, marketing efficiency ratio, kur, kosten-umsatz-relation`),
  revenue: words(`
    sales, turnover, omzet, umsatz, einnahmen, chiffre d’affaires, ca, ingresos, ventas, ricavi, fatturato,
    receita, faturamento`),
  gross_sales: words('gmv, brutto-omzet, bruttoumsatz, ventes brutes'),
  orders: words(`
    purchases, transactions, bestellingen, bestellungen, commandes, pedidos, ordini`),
  average_order_value: words(`
    aov, basket, gemiddelde bestelwaarde, warenkorbwert, panier moyen, ticket medio, valor medio`),
  customer_acquisition_cost: words(`
    cac, acquisitiekosten, akquisitionskosten, cout d’acquisition, coste de adquisicion`),
  cost_per_lead: words('cpl, kosten per lead, kosten pro lead, cout par lead'),
  new_customers: words(`
    nieuwe klanten, neukunden, nouveaux clients, nuevos clientes, nuovi clienti`),
  leads: words('prospects, anfragen, contacts, kontakte'),
  gross_profit: words('brutowinst, rohertrag, marge brute, beneficio bruto'),
  gross_margin: words('margin, brutomarge, rohmarge, taux de marge, margen'),
  recurring_revenue: words(`
    mrr, arr, monthly recurring revenue, abonnementsomzet, wiederkehrender umsatz, revenu recurrent,
    ingresos recurrentes`),
  active_subscriptions: words(`
    subscribers, abonnementen, abos, abonnements, suscripciones`),
  cancelled_subscriptions: words(`
    churn, opzeggingen, kundigungen, resiliations, bajas`),
  payment_volume: words('tpv, gpv, betaalvolume, zahlungsvolumen, volume de paiement'),
  payments: words(`
    charges, betalingen, zahlungen, paiements, pagos, pagamenti, pagamentos`),
  refunds: words('terugbetalingen, erstattungen, remboursements, reembolsos, rimborsi'),
  fees: words('kosten, gebuhren, frais, comisiones, commissioni, taxas'),
  net_volume: words('net revenue, netto, nettovolume, nettovolumen'),
  sessions: words(`
    visits, bezoeken, sessies, sitzungen, besuche, visites, sesiones, visitas, sessioni, sessoes`),
  users: words(`
    visitors, uniques, bezoekers, gebruikers, besucher, nutzer, visiteurs, usuarios, utenti`),
  page_views: words(`
    pageviews, pv, paginaweergaven, seitenaufrufe, pages vues, paginas vistas`),
  bounce_rate: words(`
    bounces, bouncepercentage, absprungrate, taux de rebond, tasa de rebote`),
  emails_sent: words('sends, verzonden, versendet, envois, envios'),
  email_opens: words('opens, geopend, offnungen, ouvertures, aperturas'),
  followers: words('fans, volgers, abonnes, seguidores, follower'),
  email_revenue: words(`
    attributed revenue, klaviyo revenue, e-mailomzet, e-mail-umsatz`),
  site_revenue: words('purchase revenue, ecommerce revenue, analytics revenue'),
  site_orders: words('ecommerce purchases, transactions'),
  email_clicks: words('clicks in e-mails, kliks in e-mail'),
  unsubscribes: words('opt-outs, uitschrijvingen, abmeldungen, desabonnements, bajas'),
  average_position: words(`
    rank, ranking, gemiddelde positie, durchschnittliche position, position moyenne, posicion media`),
  search_impressions: words('organic impressions, serp impressions'),
  search_clicks: words('organic clicks'),
  performance_score: words('lighthouse, page speed, pagespeed, web vitals'),
  largest_contentful_paint: words('lcp, core web vitals'),
  interaction_to_next_paint: words('inp, core web vitals'),
  cumulative_layout_shift: words('cls, core web vitals'),
  deals_won: words(`
    closed won, opportunities won, gewonnen deals, gewonnene abschlusse, affaires gagnees, negocios ganados`),
  deals_lost: words('closed lost, opportunities lost, verloren deals'),
  deals_created: words('opportunities, opportunities created, nieuwe deals'),
  deal_value_won: words('closed won amount, won amount, bookings, dealwaarde'),
  open_pipeline: words('pipeline, pipeline value, open opportunities, pijplijn'),
  win_rate: words(`
    close rate, winstpercentage, abschlussquote, taux de closing, tasa de cierre`),
  contacts_created: words(`
    new contacts, nieuwe contacten, neue kontakte, nouveaux contacts`),
  activities: words('calls, meetings, tasks of sales, activiteiten, aktivitaten'),
  income: words('turnover booked, opbrengsten, ertrage, produits, ingresos contables'),
  expenses: words('costs booked, opex, uitgaven, aufwand, charges, gastos, spese'),
  profit: words('result, net income, winst, gewinn, resultat, beneficio, utile'),
  receivables: words(`
    accounts receivable, ar, debiteuren, forderungen, creances, cuentas por cobrar`),
  payables: words(`
    accounts payable, ap, crediteuren, verbindlichkeiten, dettes, cuentas por pagar`),
  tasks_completed: words(`
    done tasks, afgeronde taken, erledigte aufgaben, taches terminees, tareas completadas`),
  workflow_runs: words('executions, automation runs, uitvoeringen, ausfuhrungen'),
  workflow_failures: words('failed executions, errors, mislukte uitvoeringen'),
  video_plays: words('video views organic, youtube views, plays, vues de la chaine'),
  watch_time: words(`
    minutes watched, kijktijd, wiedergabezeit, temps de visionnage, tiempo de visualizacion`),
}
