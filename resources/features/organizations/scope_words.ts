/** What an API key may do, by the name that programs know it by. */
export const SCOPE_WORDS: Record<string, string> = {
  'metrics:read': 'Read metrics',
  'imports:write': 'Upload files',
  'syncs:read': 'Read sync status',
  'alerts:read': 'Read alert rules and incidents',
  'alerts:write': 'Create alert rules and acknowledge incidents',
  'reports:read': 'Read reports and their files',
  'reports:write': 'Make the files of reports',
  'kpis:read': 'Read KPIs and goals',
  'kpis:write': 'Create, change and delete KPIs and goals',
  'sources:write': 'Switch streams of sources on and off',
  'annotations:write': 'Add annotations to charts',
}
