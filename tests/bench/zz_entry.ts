/** Entry of `npm run bench:ingest`: boots the application as the worker and prints one JSON object. */
import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'

const APP_ROOT = new URL('../../', import.meta.url)

const app = new Ignitor(APP_ROOT, {
  importer: (path) => import(/^\.\.?\//.test(path) ? new URL(path, APP_ROOT).href : path),
})
  .tap((application) => {
    application.booting(async () => {
      await import('#start/env')
    })
  })
  .createApp('console')

try {
  await app.init()
  await app.boot()
  await import('./zz_scratch.js')
} catch (error) {
  process.exitCode = 1
  await prettyPrintError(error)
} finally {
  process.exit()
}
