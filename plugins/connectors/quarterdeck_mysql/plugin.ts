import { definePlugin } from '#kit'

export default definePlugin({
  id: 'quarterdeck/mysql',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'MySQL',
  summary: 'Tables, views or your own SELECT from a MySQL or MariaDB database, as numbers by day.',
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
      title: 'MySQL',
      category: 'operations',
      driver: 'mysql',
    },
  },
})
