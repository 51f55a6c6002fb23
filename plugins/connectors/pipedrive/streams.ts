import type { Cursor, EntityMapping, Stream } from '#kit'

/** Records are found by when they last changed, so a deal that is won later is read again. */
const CHANGED: Cursor = {
  field: 'update_time',
  step: 'P90D',
  lookback: 'P1D',
  earliest: 'P730D',
}

const changed = (object: string) =>
  ({
    get: `/api/v2/${object}`,
    query: {
      updated_since: '{window.fromIso}',
      updated_until: '{window.toIso}',
      sort_by: 'update_time',
      sort_direction: 'asc',
    },
    records: 'data',
    key: 'id',
    each: 'account',
    cursor: CHANGED,
  }) as const

/** Pipedrive keeps deleted deals for 30 days and lists them only where they are asked for. */
const deleted = (stream: string): Stream => ({
  title: 'Deleted deals',
  ...changed('deals'),
  query: { ...changed('deals').query, status: 'deleted' },
  cursor: { ...CHANGED, earliest: 'P30D' },
  updates: [{ stream, record: '$' }],
})

const DEAL: EntityMapping = {
  kind: 'deal',
  id: 'text(record.id)',
  name: 'record.title',
  attributes: {
    status: 'record.status',
    stage: 'record.stage_id',
    pipeline: 'record.pipeline_id',
    owner: 'record.owner_id',
  },
}
const EXISTS = 'record.is_deleted != true && record.status != "deleted"'
const VALUE = 'micros(record.value)'
const is = (status: string, value: string) =>
  `${EXISTS} && record.status == "${status}" ? ${value} : 0`

const created = (kind: string, title: string, metric: string): Stream => ({
  title,
  ...changed(`${kind}s`),
  drop: ['emails', 'phones', 'im', 'postal_address', 'address', 'notes', 'birthday'],
  facts: {
    mode: 'event',
    date: 'record.add_time',
    entity: {
      kind: kind === 'person' ? 'contact' : 'company',
      id: 'text(record.id)',
      name: kind === 'person' ? 'text(record.id)' : 'record.name',
    },
    metrics: { [metric]: 'record.is_deleted == true ? 0 : 1' },
  },
})

export const streams: Record<string, Stream> = {
  persons: created('person', 'People', 'contacts_created'),
  organizations: created('organization', 'Organizations', 'companies_created'),
  deals: {
    title: 'New deals',
    ...changed('deals'),
    facts: {
      mode: 'event',
      date: 'record.add_time',
      currency: 'record.currency',
      entity: DEAL,
      metrics: {
        deals_created: `${EXISTS} ? 1 : 0`,
        deal_value_created: `${EXISTS} ? ${VALUE} : 0`,
      },
    },
  },
  decided_deals: {
    title: 'Deals won and lost',
    ...changed('deals'),
    facts: {
      mode: 'event',
      date: 'coalesce(record.won_time, coalesce(record.lost_time, record.add_time))',
      currency: 'record.currency',
      entity: DEAL,
      metrics: {
        deals_won: is('won', '1'),
        deal_value_won: is('won', VALUE),
        deals_lost: is('lost', '1'),
        deal_value_lost: is('lost', VALUE),
      },
    },
  },
  deleted_deals: deleted('deals'),
  deleted_decisions: deleted('decided_deals'),
  pipeline: {
    title: 'Open deals by day',
    get: '/api/v2/deals',
    records: 'data',
    key: 'id',
    each: 'account',
    // All deals, so that one that is won or lost counts 0 from then on.
    facts: {
      mode: 'snapshot',
      currency: 'record.currency',
      entity: DEAL,
      metrics: { open_deals: is('open', '1'), open_pipeline: is('open', VALUE) },
    },
  },
  activities: {
    title: 'Activities',
    ...changed('activities'),
    drop: ['note', 'public_description', 'location', 'attendees', 'participants', 'subject'],
    facts: {
      mode: 'event',
      // Both are in UTC; an activity for the whole day has no time.
      date: 'coalesce(record.due_time, "") == "" ? coalesce(record.due_date, record.add_time) : record.due_date + "T" + record.due_time + "Z"',
      entity: { kind: 'activity', id: 'text(record.id)', name: 'text(record.id)' },
      dimensions: { activity_type: 'record.type' },
      metrics: { activities: 'record.done == true && record.is_deleted != true ? 1 : 0' },
    },
  },
}
