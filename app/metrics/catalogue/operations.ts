import { metricsOf } from './define.js'

const { additive, semiAdditive, ratio } = metricsOf('operations')

/** Tasks of a team and runs of its automations. */
export const OPERATIONS_METRICS = [
  additive('count', ['tasks_created', 'Tasks created', 'Tasks that were added.'], {
    direction: 'none',
  }),
  additive('count', ['tasks_completed', 'Tasks completed', 'Tasks that were finished.']),
  additive('seconds', ['time_tracked', 'Time tracked', 'Seconds that were logged on tasks.'], {
    direction: 'none',
  }),
  semiAdditive('count', ['open_tasks', 'Open tasks', 'Tasks open at the end of the period.'], {
    direction: 'down',
  }),
  additive('count', ['workflow_runs', 'Workflow runs', 'Runs of automations.'], {
    direction: 'none',
  }),
  additive('count', ['workflow_failures', 'Failed workflow runs', 'Runs that ended in an error.'], {
    direction: 'down',
  }),
  additive('seconds', ['run_duration', 'Run duration', 'Seconds that runs took, all together.'], {
    direction: 'down',
  }),
  ratio(
    'percent',
    [
      'percent(workflow_failures / workflow_runs)',
      'workflow_failure_rate',
      'Workflow failure rate',
      'Failed runs per hundred runs.',
    ],
    { direction: 'down' }
  ),
  ratio(
    'seconds',
    [
      'run_duration / workflow_runs',
      'average_run_duration',
      'Average run duration',
      'Run duration divided by runs.',
    ],
    { direction: 'down', decimals: 1 }
  ),
]
