import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, targets } from '@adonisjs/core/logger'
import type { InferLoggers } from '@adonisjs/core/types'

const file = env.get('LOG_FILE')

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: !app.inTest || env.get('LOG_LEVEL') !== undefined,
      name: process.env.QD_PROCESS ?? 'command',
      level: env.get('LOG_LEVEL') ?? 'info',
      redact: {
        paths: [
          'authorization',
          'password',
          'token',
          'secret',
          '*.authorization',
          '*.password',
          '*.token',
          '*.secret',
          '*.access_token',
          '*.refresh_token',
        ],
        censor: '[redacted]',
      },
      transport: {
        targets: targets()
          .pushIf(app.inDev && !file, targets.pretty())
          .pushIf(!app.inDev || !!file, targets.file({ destination: file ?? 1, mkdir: true }))
          .toArray(),
      },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
