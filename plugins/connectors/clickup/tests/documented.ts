/** As https://developer.clickup.com/reference/getfilteredteamtasks shows a task; moments are milliseconds as texts. */
const task = {
  id: 'av1',
  name: 'Order the beans',
  status: { status: 'to do', color: '#d3d3d3', orderindex: 0, type: 'open' },
  date_created: '1567780450202',
  date_updated: '1567780450202',
  date_closed: null,
  date_done: null,
  priority: null,
  list: { id: '123', name: 'Purchasing', access: true },
  space: { id: '789' },
}
const entity = 'task av1'

export default [
  {
    title: 'a task is new on its day, in the zone of the account',
    stream: 'created_tasks',
    // 6 September 2019, 22:34:10 in UTC.
    record: { ...task, date_created: '1567809250202' },
    facts: [{ day: '2019-09-07', currency: null, entity, tasks_created: 1 }],
  },
  {
    title: 'an open task is not completed',
    stream: 'completed_tasks',
    record: task,
    facts: [{ day: '2019-09-06', currency: null, entity, tasks_completed: 0 }],
  },
  {
    title: 'a closed task is completed on the day it was done',
    stream: 'completed_tasks',
    record: {
      ...task,
      status: { status: 'complete', type: 'closed' },
      date_done: '1568036964079',
      date_closed: '1568036964079',
    },
    facts: [{ day: '2019-09-09', currency: null, entity, tasks_completed: 1 }],
  },
]
