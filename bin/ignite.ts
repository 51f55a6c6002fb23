/** What every process of the application boots with. Where Node may be too old, `assert_node` comes before it. */
import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { endOnSignal } from './end_on_signal.js'

const APP_ROOT = new URL('../', import.meta.url)

function importer(filePath: string) {
  if (filePath.startsWith('./') || filePath.startsWith('../')) {
    return import(new URL(filePath, APP_ROOT).href)
  }
  return import(filePath)
}

/** The application, with its environment read, that puts its work down when one of `signals` arrives. */
export function ignite(signals: NodeJS.Signals[]) {
  return new Ignitor(APP_ROOT, { importer }).tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    endOnSignal(app, signals)
  })
}

export function failToStart(error: unknown) {
  process.exitCode = 1
  prettyPrintError(error)
}
