import { taskLists, tasks } from './tasks.js'
import type { Series } from './telling.js'
import { chatChannels, workflowRuns, workflows } from './workflows.js'

const LIST = { listKey: 'id', listName: 'text', spaceKey: 'id', spaceName: 'text' }

export const OPERATIONS_SERIES: Record<string, Series> = {
  taskLists: {
    about: 'Lists of tasks in two spaces',
    fields: { key: 'id', name: 'text', spaceKey: 'id', spaceName: 'text', tasks: 'count' },
    rows: taskLists,
  },
  tasks: {
    about: 'Tasks of the marketing and commerce teams, in the state they have reached',
    fields: {
      key: 'id', name: 'text', ...LIST, status: '`to do`, `in progress`, `complete`', statusKind: '`open`, `custom`, `closed`', priority: '`urgent`, `high`, `normal`, `low`', assigneeKey: 'id (as in `crmOwners`)', assigneeName: 'text',
      assigneeEmail: 'address', creatorKey: 'id', timeZone: 'zone', createdAt: 'moment', changedAt: 'moment', dueAt: 'moment', startedAt: 'moment or null', closedAt: 'moment or null', estimateSeconds: 'seconds', spentSeconds: 'seconds', tags: 'list of texts',
    }, // prettier-ignore
    rows: tasks,
  },
  workflows: {
    about: 'Automations',
    fields: {
      key: 'id',
      name: 'text',
      isActive: 'true',
      nodes: 'count',
      createdAt: 'moment',
      changedAt: 'moment',
    },
    rows: workflows,
  },
  workflowRuns: {
    about: 'Their runs',
    fields: {
      key: 'id',
      number: 'number',
      workflowKey: 'id',
      workflowName: 'text',
      status: '`success`, `error`',
      mode: '`trigger`, `webhook`',
      startedAt: 'moment',
      stoppedAt: 'moment',
      day: 'day',
      timeZone: 'zone',
      durationSeconds: 'seconds',
      error: 'text or null',
    },
    rows: workflowRuns,
  },
  chatChannels: {
    about: 'Channels of the team chat',
    fields: {
      key: 'id',
      name: 'text',
      isPrivate: 'false',
      isMember: 'true or false',
      members: 'count',
      topic: 'text',
      createdAt: 'moment',
    },
    rows: chatChannels,
  },
}
