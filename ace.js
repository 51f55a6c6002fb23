/**
 * Entry point of every `node ace` command. It runs on any Node from 20 on: when this Node is too old
 * for the application it re-executes itself under the pinned runtime, and it supplies the settings
 * (database roles, keys) that `npm start` would, so a command works beside a running installation
 * or on its own.
 */
import { prepareAce } from './bin/launch/ace.mjs'

if (await prepareAce(process.argv.slice(2))) {
  await import('@poppinss/ts-exec')
  await import('./bin/console.js')
}
