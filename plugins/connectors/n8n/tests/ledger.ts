import type { SampleRow } from '#kit'

export default [
  ['workflow_runs', 'workflowRuns', 'rows', { by: 'startedAt' }],
  [
    'workflow_failures',
    'workflowRuns',
    'rows',
    { by: 'startedAt', where: ({ status }: SampleRow) => status === 'error' },
  ],
  ['run_duration', 'workflowRuns', 'durationSeconds', { by: 'startedAt' }],
]
