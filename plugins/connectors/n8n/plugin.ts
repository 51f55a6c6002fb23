import { definePlugin, refusals, type Stream } from '#kit'

/** Older versions tell no status: a run that has stopped and is not finished has failed. */
const FAILED =
  'record.status in ["error", "crashed"] || (record.status == null && record.finished == false && record.stoppedAt != null)'
const SECONDS = '(unixOf(record.stoppedAt) - unixOf(record.startedAt))'
/** A run that waits or still runs counts once it has ended. */
const hasEnded = (value: string) => `record.stoppedAt == null ? 0 : ${value}`

const streams: Record<string, Stream> = {
  workflows: {
    title: 'Workflows',
    get: '/api/v1/workflows',
    records: 'data',
    key: 'id',
    each: 'account',
    drop: ['nodes', 'connections', 'settings', 'staticData', 'pinData', 'shared'],
    entity: {
      kind: 'workflow',
      id: 'record.id',
      name: 'record.name',
      attributes: { active: 'record.active' },
    },
  },
  runs: {
    title: 'Runs',
    parents: { stream: 'workflows', as: 'workflow' },
    get: '/api/v1/executions',
    query: { workflowId: '{parent.id}', includeData: 'false' },
    each: 'account',
    records: 'data',
    key: 'id',
    cursor: { field: 'startedAt', lookback: 'P3D', earliest: 'P90D', descending: true },
    drop: ['customData', 'data', 'workflowData'],
    facts: {
      mode: 'event',
      date: 'record.startedAt',
      entity: {
        kind: 'run',
        id: 'text(record.id)',
        name: 'text(record.id)',
        ancestors: [{ kind: 'workflow', id: 'record.workflow.id', name: 'record.workflow.name' }],
      },
      metrics: {
        workflow_runs: hasEnded('1'),
        workflow_failures: hasEnded(`${FAILED} ? 1 : 0`),
        run_duration: hasEnded(SECONDS),
      },
    },
  },
}

export default definePlugin({
  id: 'n8n/runs',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'n8n',
  summary: 'Runs of your workflows: how many, how many failed, and how long they took.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://docs.n8n.io/api/' },
  scopes: [
    { id: 'net:*', why: 'Reads from the address of your n8n, wherever it runs.' },
    { id: 'metrics:write', why: 'Adds runs of workflows to your reports.' },
  ],
  connectors: {
    runs: {
      kind: 'api',
      title: 'n8n',
      category: 'operations',
      channel: 'n8n',
      auth: {
        key: {
          kind: 'apiKey',
          fields: {
            apiKey: {
              label: 'API key',
              secret: true,
              help: 'In n8n under Settings, n8n API, with the scopes workflow:list and execution:list.',
            },
          },
          headers: { 'x-n8n-api-key': '{credentials.apiKey}' },
          sandbox: { apiKey: 'n8n_api_4b9d7c1e2f5a48360b1c2d3e4f5a6b7c8d9e0f1a' },
        },
      },
      settings: {
        type: 'object',
        properties: {
          host: {
            type: 'string',
            format: 'host',
            title: 'Address',
            description: 'The host of your n8n, such as acme.app.n8n.cloud.',
            sandbox: 'n8n.harbor-coffee.example',
          },
        },
        required: ['host'],
      },
      http: {
        base: 'https://{settings.host}',
        page: {
          by: 'cursor',
          next: 'nextCursor',
          parameter: 'cursor',
          size: 250,
          sizeParameter: 'limit',
        },
        errors: refusals({
          401: 'This n8n does not accept the key. It may have expired or been deleted: create a new one and reconnect.',
          403: 'The n8n key may not read this. It needs the scopes workflow:list and execution:list.',
          404: 'There is no n8n API at this address. Check the address, and that the public API is not switched off.',
          429: 'This n8n has limited the number of requests. The sync retries automatically.',
        }),
        limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
      },
      check: { get: '/api/v1/workflows', query: { limit: '1' } },
      // An n8n has no accounts: it is one itself.
      accounts: {
        get: '/api/v1/workflows',
        query: { limit: '1' },
        page: { by: 'none' },
        records: '$',
        id: 'settings.host',
        name: 'settings.host',
      },
      streams,
    },
  },
})
