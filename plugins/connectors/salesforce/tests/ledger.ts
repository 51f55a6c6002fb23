import type { SampleRow } from '#kit'

const isWon = (row: SampleRow) => row.isWon === true
const isLost = (row: SampleRow) => row.isClosed === true && row.isWon !== true

export default [
  ['leads', 'crmContacts', 'rows', { by: 'createdAt' }],
  ['contacts_created', 'crmContacts', 'rows', { by: 'createdAt' }],
  ['companies_created', 'crmCompanies', 'rows', { by: 'createdAt' }],
  ['deals_created', 'crmDeals', 'rows', { by: 'createdAt' }],
  ['deal_value_created', 'crmDeals', 'amount', { by: 'createdAt' }],
  ['deals_won', 'crmDeals', 'rows', { by: 'closedAt', where: isWon }],
  ['deal_value_won', 'crmDeals', 'amount', { by: 'closedAt', where: isWon }],
  ['deals_lost', 'crmDeals', 'rows', { by: 'closedAt', where: isLost }],
]
