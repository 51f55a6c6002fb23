import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, targets } from '@adonisjs/core/logger'
import { logDestination } from '#foundation/log_destination'
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
      ...(app.inDev && !file
        ? { transport: { targets: [targets.pretty()] } }
        : { destination: logDestination(file ?? 1) }),
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
