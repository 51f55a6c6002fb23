/** As https://docs.n8n.io/api/api-reference/ shows a run. */
const run = {
  id: 1000,
  finished: true,
  mode: 'cli',
  retryOf: null,
  retrySuccessId: '2',
  startedAt: '2025-09-09T22:30:00.000Z',
  stoppedAt: '2025-09-09T22:30:12.500Z',
  workflowId: '1000',
  waitTill: null,
  status: 'success',
  workflow: { id: '1000', name: 'Daily report' },
}
const common = { currency: null, entity: 'run 1000' }

export default [
  {
    title: 'a run counts on the day it began, in the zone of the account',
    stream: 'runs',
    record: run,
    facts: [
      { day: '2025-09-10', ...common, workflow_runs: 1, workflow_failures: 0, run_duration: 12.5 },
    ],
  },
  {
    title: 'a run with an error has failed',
    stream: 'runs',
    record: { ...run, status: 'error', finished: false },
    facts: [
      { day: '2025-09-10', ...common, workflow_runs: 1, workflow_failures: 1, run_duration: 12.5 },
    ],
  },
  {
    title: 'so has one of an older version that has stopped without finishing',
    stream: 'runs',
    record: { ...run, status: undefined, finished: false },
    facts: [
      { day: '2025-09-10', ...common, workflow_runs: 1, workflow_failures: 1, run_duration: 12.5 },
    ],
  },
  {
    title: 'a run that waits counts nothing yet',
    stream: 'runs',
    record: { ...run, status: 'waiting', finished: false, stoppedAt: null },
    facts: [
      { day: '2025-09-10', ...common, workflow_runs: 0, workflow_failures: 0, run_duration: 0 },
    ],
  },
]
