/** Boots the ace command line. Reached through `ace.js`, which prepares the runtime. */
import './assert_node.js'
import './follow_launcher.js'
import { failToStart, ignite } from './ignite.js'

// The worker's database role is chosen while the configuration loads, before any command runs.
if (process.argv[2] === 'worker') {
  process.env.QD_PROCESS = 'worker'
}

ignite(['SIGTERM', 'SIGINT']).ace().handle(process.argv.splice(2)).catch(failToStart)
