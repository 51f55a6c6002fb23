/** Boots the ace command line. Reached through `ace.js`, which prepares the runtime. */
import './assert_node.js'
import 'reflect-metadata'
import './follow_launcher.js'
import { Ignitor, prettyPrintError } from '@adonisjs/core'

// The worker's database role is chosen while the configuration loads, before any command runs.
if (process.argv[2] === 'worker') {
  process.env.QD_PROCESS = 'worker'
}

const APP_ROOT = new URL('../', import.meta.url)

const IMPORTER = (filePath: string) => {
  if (filePath.startsWith('./') || filePath.startsWith('../')) {
    return import(new URL(filePath, APP_ROOT).href)
  }
  return import(filePath)
}

new Ignitor(APP_ROOT, { importer: IMPORTER })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => app.terminate())
    app.listen('SIGINT', () => app.terminate())
  })
  .ace()
  .handle(process.argv.splice(2))
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
