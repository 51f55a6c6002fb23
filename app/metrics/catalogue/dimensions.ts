import type { Dimension } from './types.js'
import { VALUE_LABELS } from './value_labels.js'

export type DimensionDefinition = Omit<Dimension, 'available'>

type Wording = [id: string, label: string, help: string]

const dimensions =
  (group: Dimension['group'], kind: Dimension['kind']) =>
  (...wordings: Wording[]): DimensionDefinition[] =>
    wordings.map(([id, label, help]) => ({
      id,
      label,
      group,
      kind,
      help,
      ...(id in VALUE_LABELS && { values: VALUE_LABELS[id] }),
      ...(id in CODES && { codes: CODES[id] }),
    }))

const CODES: Record<string, Dimension['codes']> = { country: 'region', language: 'language' }

/**
 * The canonical dimensions. The id of an `entity` dimension is the kind of the entity, the id of a
 * `breakdown` dimension is the key under which a connector maps it.
 */
export const DIMENSIONS: DimensionDefinition[] = [
  ...dimensions('source', 'stream')(
    ['channel', 'Channel', 'Where the numbers come from, such as an ad network or a shop.'],
    ['source', 'Source', 'The connection or the imported file.']
  ),
  ...dimensions('advertising', 'entity')(
    ['account', 'Account', 'The vendor’s account.'],
    ['campaign', 'Campaign', 'The campaign.'],
    ['ad_group', 'Ad group', 'The ad group or ad set.'],
    ['ad', 'Ad', 'The single ad.'],
    ['keyword', 'Keyword', 'The keyword that was bid on.']
  ),
  ...dimensions('advertising', 'breakdown')(
    ['network', 'Network', 'Search, display, video, shopping …'],
    ['match_type', 'Match type', 'How closely a search has to match the keyword.'],
    ['landing_page', 'Landing page', 'The page that people arrive on.']
  ),
  ...dimensions('audience', 'breakdown')(
    ['device', 'Device', 'Desktop, phone, tablet …'],
    ['country', 'Country', 'Two-letter country code (ISO 3166).'],
    ['region', 'Region', 'Province or state.'],
    ['city', 'City', 'City or town.'],
    ['language', 'Language', 'Language of the visitor.']
  ),
  ...dimensions('traffic', 'breakdown')(
    ['traffic_channel', 'Traffic channel', 'How visitors came: paid search, e-mail, direct …'],
    ['traffic_source', 'Traffic source', 'The site or the tool that visitors came from.'],
    ['traffic_medium', 'Traffic medium', 'How it led to the site, such as organic or cpc.'],
    ['traffic_campaign', 'Traffic campaign', 'The campaign that the link of the visit names.'],
    ['page_path', 'Page', 'Page of the site.'],
    ['search_query', 'Search query', 'What people searched for.'],
    ['event', 'Event', 'What was counted on the site or in the app.']
  ),
  ...dimensions('content', 'entity')(
    ['list', 'List', 'The mailing list.'],
    ['flow', 'Flow', 'The automated sequence of messages.'],
    ['profile', 'Profile', 'The social page or profile.'],
    ['post', 'Post', 'The social post.'],
    ['video', 'Video', 'The video.']
  ),
  ...dimensions(
    'content',
    'breakdown'
  )(['email_category', 'E-mail category', 'Category that messages are sent with.']),
  ...dimensions('sales', 'entity')(
    ['pipeline', 'Pipeline', 'The sales pipeline.'],
    ['owner', 'Owner', 'The person responsible.'],
    ['deal', 'Deal', 'The deal.'],
    ['company', 'Company', 'The company.'],
    ['contact', 'Contact', 'The contact.'],
    ['ledger_account', 'Ledger account', 'The account of the books.']
  ),
  ...dimensions(
    'sales',
    'breakdown'
  )(['activity_type', 'Activity type', 'Call, e-mail, meeting, task …']),
  ...dimensions('operations', 'entity')(
    ['workflow', 'Workflow', 'The automation.'],
    ['space', 'Space', 'The space or workspace.'],
    ['task_list', 'Task list', 'The list that tasks stand in.'],
    ['task', 'Task', 'The task.']
  ),
  ...dimensions('commerce', 'breakdown')(
    ['payment_method', 'Payment method', 'Card, wallet, bank debit …'],
    ['card_brand', 'Card brand', 'Brand of the card.'],
    ['payment_status', 'Payment status', 'Succeeded, failed …'],
    ['category', 'Category', 'Category of the product.']
  ),
  ...dimensions('commerce', 'entity')(
    ['product', 'Product', 'The product.'],
    ['customer', 'Customer', 'The customer.'],
    ['order', 'Order', 'The order.'],
    ['payment', 'Payment', 'The payment.']
  ),
  ...dimensions('commerce', 'row')(['currency', 'Currency', 'Original currency of the amounts.']),
  ...dimensions('time', 'row')(
    ['day_of_week', 'Day of the week', 'Monday to Sunday, as 1 to 7.'],
    ['month_of_year', 'Month of the year', 'January to December, as 01 to 12.']
  ),
  ...dimensions('time', 'breakdown')(['hour', 'Hour', 'Hour of the day, as 00 to 23.']),
]
