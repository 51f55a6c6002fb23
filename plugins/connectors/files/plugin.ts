import { definePlugin } from '#kit'
import texts from './lang/en.json' with { type: 'json' }

export default definePlugin({
  id: 'quarterdeck/files',
  version: '1.0.2',
  sdk: '^1.0',
  texts,
  title: { i18n: 'title' },
  summary: 'CSV, Excel, JSON and NDJSON files, also compressed, as numbers by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  scopes: [
    { id: 'files:read', why: 'Detects the dates, numbers and texts in them.' },
    { id: 'metrics:write', why: 'Makes your files available in charts and reports.' },
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
