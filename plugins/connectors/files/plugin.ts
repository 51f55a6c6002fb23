import { definePlugin } from '#kit'

export default definePlugin({
  id: 'quarterdeck/files',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Files',
  summary: 'CSV, Excel, JSON and NDJSON files, also compressed, as numbers by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  scopes: [
    { id: 'files:read', why: 'Reads the files that you upload.' },
    { id: 'metrics:write', why: 'Adds the numbers in your files to your reports.' },
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
