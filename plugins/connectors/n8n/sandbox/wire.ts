import { defineVendorWire, type WireRules } from '#kit'

/** https://docs.n8n.io/api/pagination/ */
const LISTED: WireRules = { limit: 'int>=1<=250=100', cursor: 'text', projectId: 'text' }
const paging = { by: 'cursor', at: 'cursor', size: 'limit', defaultSize: 100 } as const
const DATA: WireRules = { includeData: 'enum(true|false)', redactExecutionData: 'bool' }

export default defineVendorWire({
  docs: 'https://docs.n8n.io/api/api-reference/',
  hosts: ['n8n.harbor-coffee.example'],
  auth: { header: 'X-N8N-API-KEY: {key}', accepts: 'n8n_api_4b9d7c1e2f5a48360b1c2d3e4f5a6b7c8d9e0f1a' },
  endpoints: [
    { get: '/api/v1/executions', query: { ...LISTED, ...DATA, status: 'enum(canceled|crashed|error|new|running|success|unknown|waiting)', workflowId: 'is(workflowId)' }, page: 'pages/executions.json', rows: 'data', from: 'workflowRuns', conditions: [{ at: 'status', text: '/(?<value>.+)/', operators: { '': 'is' }, of: { '*': 'status' } }], sort: '-startedAt', paging },
    { get: '/api/v1/executions/{id}', query: DATA, page: 'pages/execution.json', from: 'workflowRuns[number=id]' },
    { get: '/api/v1/workflows', query: { ...LISTED, active: 'enum(true|false)', tags: 'text', name: 'is(name)', excludePinnedData: 'bool' }, page: 'pages/workflows.json', rows: 'data', from: 'workflows', conditions: [{ at: 'active', text: '/(?<value>.+)/', operators: { '': 'is' }, of: { '*': 'isActive' } }], paging },
    { get: '/api/v1/workflows/{id}', query: { excludePinnedData: 'bool' }, page: 'pages/workflow.json', from: 'workflows[key|id:16=id]' },
  ],
  errors: 'pages/errors.json',
}) // prettier-ignore
