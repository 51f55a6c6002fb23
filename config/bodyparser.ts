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
  multipart: {
    autoProcess: true,
    convertEmptyStringsToNull: true,
    /** Uploads of source files are streamed by their own controllers. */
    processManually: ['/o/:organization/imports', '/api/v1/imports'],
    limit: '20mb',
    types: ['multipart/form-data'],
  },
})

export default bodyParserConfig
