import { defineConfig } from '@adonisjs/core/bodyparser'

const bodyParserConfig = defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: { convertEmptyStringsToNull: true, types: ['application/x-www-form-urlencoded'] },
  json: {
    convertEmptyStringsToNull: true,
    types: ['application/json', 'application/csp-report'],
  },
  /** No route reads text; files sent as the body stay a stream for their controller. */
  raw: { types: [] },
  /** The controllers that take files stream them, once the caller is known; nothing else of a form with files is read. */
  multipart: {
    autoProcess: false,
    convertEmptyStringsToNull: true,
    limit: '20mb',
    types: ['multipart/form-data'],
  },
})

export default bodyParserConfig
