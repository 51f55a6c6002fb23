import { defineVendorWire, type WireEndpoint, type WireRules } from '#kit'

const TEAM = '90152560096'
const ARCHIVED: WireRules = { archived: 'enum(false)' }
/** https://developer.clickup.com/reference/getfilteredteamtasks : times are milliseconds; closed tasks come only where they are asked for. */
const TASKS: WireRules = {
  'page': 'int>=0=0',
  'order_by': 'enum(id|created|updated|due_date)',
  'reverse': 'bool',
  'subtasks': 'bool',
  'include_closed': 'bool',
  'archived': 'bool',
  'include_markdown_description': 'bool',
  'statuses[]': 'in(status)',
  'assignees[]': 'in(assigneeKey|digits:9)',
  'space_ids[]': 'in(spaceKey|digits:12)',
  'list_ids[]': 'in(listKey|digits:12)',
  'project_ids[]': 'csv',
  'tags[]': 'csv',
  'due_date_gt': 'after(dueAt, ms)',
  'due_date_lt': 'before(dueAt, ms)',
  'date_created_gt': 'after(createdAt, ms)',
  'date_created_lt': 'before(createdAt, ms)',
  'date_updated_gt': 'after(changedAt, ms)',
  'date_updated_lt': 'before(changedAt, ms)',
  'date_done_gt': 'after(closedAt, ms)',
  'date_done_lt': 'before(closedAt, ms)',
}
function tasks(get: string, where: Record<string, string>): WireEndpoint[] {
  const list: WireEndpoint = {
    get,
    query: TASKS,
    page: 'pages/tasks.json',
    rows: 'tasks',
    from: 'tasks',
    where,
    paging: { by: 'page', at: 'page', first: 0, defaultSize: 100 },
    order: {
      at: 'order_by',
      direction: 'reverse',
      of: { id: '-key', created: '-createdAt', updated: '-changedAt', due_date: '-dueAt' },
      otherwise: 'created',
    },
  }
  return [
    { ...list, match: { include_closed: 'true' } },
    { ...list, where: { ...where, 'statusKind|is:closed': false } },
  ]
}

export default defineVendorWire({
  docs: 'https://developer.clickup.com/reference/getfilteredteamtasks',
  hosts: ['api.clickup.com', 'app.clickup.com'],
  auth: [
    { header: 'Authorization: {key}', accepts: 'pk_302438666_7K2M9QX4T1VZ8B6N3C5D0F1G2H4J6L8P' },
    { oauth: true },
  ],
  oauth: { lifetime: 315_360_000, withoutRefresh: true },
  endpoints: [
    { get: '/api/v2/user', page: 'pages/user.json' },
    { get: '/api/v2/team', page: 'pages/teams.json', rows: 'teams.0.members', from: 'crmOwners' },
    {
      get: '/api/v2/team/{team}/space',
      query: ARCHIVED,
      page: 'pages/spaces.json',
      rows: 'spaces',
      from: 'taskLists',
      group: ['spaceKey'],
    },
    {
      get: '/api/v2/space/{id}',
      page: 'pages/space.json',
      from: 'taskLists[spaceKey|digits:12=id]',
    },
    {
      get: '/api/v2/space/{space}/folder',
      query: ARCHIVED,
      page: 'pages/folders.json',
      rows: 'folders',
    },
    {
      get: '/api/v2/space/{space}/list',
      query: ARCHIVED,
      page: 'pages/lists.json',
      rows: 'lists',
      from: 'taskLists',
      where: { 'spaceKey|digits:12': '{{path.space}}' },
    },
    { get: '/api/v2/list/{id}', page: 'pages/list.json', from: 'taskLists[key|digits:12=id]' },
    ...tasks(`/api/v2/team/${TEAM}/task`, {}),
    ...tasks('/api/v2/list/{list}/task', { 'listKey|digits:12': '{{path.list}}' }),
    {
      get: '/api/v2/task/{id}',
      query: {
        include_subtasks: 'bool',
        custom_task_ids: 'bool',
        team_id: 'text',
        include_markdown_description: 'bool',
      },
      page: 'pages/task.json',
      from: 'tasks[key|id:9|lower=id]',
    },
    {
      get: '/api/v2/team/{team}/time_entries',
      query: {
        start_date: 'since(startedAt, ms)',
        end_date: 'until(startedAt, ms)',
        assignee: 'in(assigneeKey|digits:9)',
        include_task_tags: 'bool',
        include_location_names: 'bool',
        space_id: 'is(spaceKey|digits:12)',
        list_id: 'is(listKey|digits:12)',
      },
      page: 'pages/time_entries.json',
      rows: 'data',
      from: 'tasks',
      where: { 'spentSeconds|bool': true },
    },
  ],
  errors: 'pages/errors.json',
  limits: {
    requests: 100,
    seconds: 60,
    headers: {
      'x-ratelimit-limit': '{{limit.requests}}',
      'x-ratelimit-remaining': '{{limit.remaining}}',
      'x-ratelimit-reset': '{{limit.reset}}',
    },
  },
})
