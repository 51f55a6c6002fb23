/** What an API key may do, by the name that programs know it by. */
export const SCOPE_WORDS: Record<string, string> = {
  'metrics:read': 'Ask for numbers',
  'imports:write': 'Upload files',
  'syncs:read': 'Follow syncs',
}
