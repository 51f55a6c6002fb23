import { metricsOf } from './define.js'

const { additive, semiAdditive, ratio } = metricsOf('crm')

/** Contacts, deals and the work of a sales team. */
export const CRM_METRICS = [
  additive('count', ['leads', 'Leads', 'People who left their contact details.']),
  additive('count', ['contacts_created', 'New contacts', 'Contacts that were added.']),
  additive('count', ['companies_created', 'New companies', 'Companies that were added.']),
  additive('count', ['deals_created', 'New deals', 'Deals that were opened.']),
  additive('currency', [
    'deal_value_created',
    'Value of new deals',
    'Value of the deals that were opened.',
  ]),
  additive('count', ['deals_won', 'Deals won', 'Deals that were won.']),
  additive('currency', [
    'deal_value_won',
    'Value of deals won',
    'Value of the deals that were won. It becomes revenue once it is invoiced or paid.',
  ]),
  additive('count', ['deals_lost', 'Deals lost', 'Deals that were lost.'], { direction: 'down' }),
  additive(
    'currency',
    ['deal_value_lost', 'Value of deals lost', 'Value of the deals that were lost.'],
    {
      direction: 'down',
    }
  ),
  additive('count', [
    'activities',
    'Sales activities',
    'Calls, e-mails, meetings and tasks of the sales team.',
  ]),
  semiAdditive('count', [
    'open_deals',
    'Open deals',
    'Open deals at the end of the period. Pipelines add up, days do not.',
  ]),
  semiAdditive('currency', [
    'open_pipeline',
    'Open pipeline',
    'Value of open deals at the end of the period. Deals add up, days do not.',
  ]),
  ratio('percent', [
    'percent(deals_won / (deals_won + deals_lost))',
    'win_rate',
    'Win rate',
    'Deals won per hundred deals that were decided.',
  ]),
  ratio('currency', [
    'deal_value_won / deals_won',
    'average_deal_value',
    'Average deal value',
    'Value of deals won divided by their number.',
  ]),
  ratio(
    'currency',
    ['spend / leads', 'cost_per_lead', 'Cost per lead', 'Spend divided by leads.'],
    { direction: 'down' }
  ),
  ratio(
    'currency',
    [
      'spend / deals_won',
      'cost_per_deal',
      'Cost per deal won',
      'Ad spend divided by deals won, whoever brought them.',
    ],
    { direction: 'down', isBlended: true }
  ),
]
