import { definePlugin, refusals, type EntityMapping, type Stream } from '#kit'

const TASK: EntityMapping = {
  kind: 'task',
  id: 'record.id',
  name: 'record.name',
  ancestors: [{ kind: 'task_list', id: 'record.list.id', name: 'record.list.name' }],
  attributes: { status: 'record.status.status', priority: 'record.priority.priority' },
}

/** Tasks are found by when they last changed, so one that is finished later is read again. */
const changed = {
  get: '/api/v2/team/{account.id}/task',
  query: {
    include_closed: 'true',
    subtasks: 'true',
    order_by: 'updated',
    // Both ends are excluded.
    date_updated_gt: '{window.fromUnix * 1000 - 1}',
    date_updated_lt: '{window.toUnix * 1000}',
  },
  records: 'tasks',
  key: 'id',
  each: 'account',
  cursor: { field: 'date_updated', step: 'P30D', lookback: 'P1D', earliest: 'P730D' },
  drop: [
    'description',
    'text_content',
    'markdown_description',
    'creator',
    'assignees',
    'watchers',
    'custom_fields',
  ],
} as const

const IS_DONE = 'record.status.type in ["closed", "done"]'

const streams: Record<string, Stream> = {
  created_tasks: {
    title: 'New tasks',
    ...changed,
    drop: [...changed.drop],
    facts: {
      mode: 'event',
      date: 'millisToIso(record.date_created)',
      entity: TASK,
      metrics: { tasks_created: '1' },
    },
  },
  completed_tasks: {
    title: 'Completed tasks',
    ...changed,
    drop: [...changed.drop],
    facts: {
      mode: 'event',
      date: 'millisToIso(coalesce(record.date_done, coalesce(record.date_closed, record.date_created)))',
      entity: TASK,
      // One that is opened again counts 0 from then on.
      metrics: { tasks_completed: `${IS_DONE} ? 1 : 0` },
    },
  },
}

export default definePlugin({
  id: 'clickup/tasks',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'ClickUp',
  summary: 'Tasks that were added and completed, by list.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://developer.clickup.com/reference/getfilteredteamtasks' },
  scopes: [
    { id: 'net:api.clickup.com', why: 'Reads workspaces and tasks.' },
    { id: 'net:app.clickup.com', why: 'Requests your consent at ClickUp.' },
    { id: 'metrics:write', why: 'Adds tasks to your reports.' },
  ],
  connectors: {
    tasks: {
      kind: 'api',
      title: 'ClickUp',
      category: 'operations',
      channel: 'ClickUp',
      auth: {
        token: {
          kind: 'apiKey',
          fields: {
            token: {
              label: 'Personal API token',
              secret: true,
              pattern: '^pk_[0-9]+_[0-9A-Z]+',
              help: 'In ClickUp under Settings, Apps, API token. It begins with pk_.',
            },
          },
          headers: { authorization: '{credentials.token}' },
          sandbox: { token: 'pk_302438666_7K2M9QX4T1VZ8B6N3C5D0F1G2H4J6L8P' },
        },
        consent: {
          kind: 'oauth2',
          authorize: 'https://app.clickup.com/api',
          token: 'https://api.clickup.com/api/v2/oauth/token',
          scopes: [],
          clientAuth: 'body',
          sandbox: { clientId: 'quarterdeck-clickup-sandbox', clientSecret: 'sandbox-secret' },
        },
      },
      http: {
        base: 'https://api.clickup.com',
        page: {
          by: 'page',
          pageParameter: 'page',
          first: 0,
          size: 100,
          more: 'response.body.last_page == false',
        },
        errors: refusals({
          401: 'ClickUp does not accept this access. The token may have been regenerated, or the workspace no longer be shared. Connect again.',
          403: 'ClickUp refuses to show this workspace to the connected person.',
          429: 'ClickUp has limited the number of requests. The sync retries automatically.',
        }),
        // 100 a minute and token on the smaller plans.
        limits: [{ per: 'connection', requests: 90, every: 'PT1M' }],
        quota: [
          {
            per: 'connection',
            remaining: 'response.headers["x-ratelimit-remaining"]',
            resets: 'response.headers["x-ratelimit-reset"]',
          },
        ],
      },
      check: { get: '/api/v2/user' },
      accounts: {
        get: '/api/v2/team',
        page: { by: 'none' },
        records: 'teams',
        id: 'record.id',
        name: 'record.name',
      },
      streams,
    },
  },
})
