import { definePlugin } from '#kit'

export default definePlugin({
  id: 'quarterdeck/postgresql',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'PostgreSQL',
  summary: 'Tables, views or your own SELECT from a PostgreSQL database, as numbers by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  scopes: [
    { id: 'net:*', why: 'Connects to the database server that you name, and only reads there.' },
    { id: 'metrics:write', why: 'Adds the numbers that you choose to your reports.' },
  ],
  connectors: {
    database: {
      kind: 'database',
      title: 'PostgreSQL',
      category: 'operations',
      driver: 'postgresql',
    },
  },
})
