import { definePlugin } from '#kit'
import texts from './lang/en.json' with { type: 'json' }

export default definePlugin({
  id: 'quarterdeck/files',
  version: '1.0.1',
  sdk: '^1.0',
  texts,
  title: { i18n: 'title' },
  summary: 'CSV, Excel, JSON and NDJSON files, also compressed, as numbers by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  scopes: [
    { id: 'files:read', why: 'Finds the days, numbers and texts in them.' },
    { id: 'metrics:write', why: 'Your files count in charts and reports like every other source.' },
  ],
  connectors: {
    files: {
      kind: 'file',
      title: 'File',
      category: 'files',
      accepts: {
        formats: ['csv', 'xlsx', 'json', 'ndjson'],
        compressions: ['gzip'],
        maxBytes: 1024 ** 3,
        maxColumns: 1_000,
      },
    },
  },
})
