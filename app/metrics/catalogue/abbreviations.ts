/** What a metric is called among people of the trade, shown beside its whole name. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  ctr: 'CTR',
  cpc: 'CPC',
  cpm: 'CPM',
  cpa: 'CPA',
  cpv: 'CPV',
  conversion_rate: 'CVR',
  roas: 'ROAS',
  marketing_efficiency: 'MER',
  average_order_value: 'AOV',
  customer_acquisition_cost: 'CAC',
  cost_per_lead: 'CPL',
  recurring_revenue: 'MRR',
  payment_volume: 'TPV',
  largest_contentful_paint: 'LCP',
  interaction_to_next_paint: 'INP',
  cumulative_layout_shift: 'CLS',
}
