/**
 * Serves the vendor emulator until it is told to stop. Needs no database and no application.
 * Usage: node --import=@poppinss/ts-exec bin/emulator.ts [port]
 */
import './assert_node.js'
import './follow_launcher.js'
import { startEmulator } from '#sandbox/emulator/server'

const port = Number(process.argv[2] ?? process.env.EMULATOR_PORT ?? 0)

const running = await startEmulator({ port, limitsRates: process.env.EMULATOR_LIMITS === 'on' })
process.stdout.write(`${JSON.stringify({ url: running.url, vendorHosts: running.vendorHosts })}\n`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void running.stop().then(() => process.exit(0)))
}
