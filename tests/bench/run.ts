/** Entry of `npm run bench:…`: boots the application as the worker and prints one measurement, as JSON on the last line. */
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
  await app.start(async () => {
    const [measurement, ...args] = process.argv.slice(2)
    const { measure } = await import(`./${measurement}/measure.js`)
    const report = await measure(args)
    process.stdout.write(`${JSON.stringify(report)}\n`)
  })
} catch (error) {
  process.exitCode = 1
  await prettyPrintError(error)
} finally {
  await app.terminate()
}
