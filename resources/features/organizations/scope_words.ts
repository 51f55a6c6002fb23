/** What an API key may do, by the name that programs know it by. */
export const SCOPE_WORDS: Record<string, string> = {
  'metrics:read': 'Read metrics',
  'imports:write': 'Upload files',
  'syncs:read': 'Read sync status',
  'sources:write': 'Switch streams of sources on and off',
}
