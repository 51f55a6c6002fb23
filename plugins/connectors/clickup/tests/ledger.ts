import type { SampleRow } from '#kit'

const isClosed = ({ statusKind }: SampleRow) => statusKind === 'closed'

export default [
  ['tasks_created', 'tasks', 'rows', { by: 'createdAt' }],
  ['tasks_completed', 'tasks', 'rows', { by: 'closedAt', where: isClosed }],
]
