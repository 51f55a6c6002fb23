/**
 * Serves the vendor emulator until it is told to stop. Needs no database and no application; a small PostgreSQL of its own starts
 * when a sample database is first tried.
 * Usage: node --import=@poppinss/ts-exec bin/emulator.ts [port]
 */
import './assert_node.js'
import './follow_launcher.js'
import { startEmulator } from '#sandbox/emulator/server'

/** The launcher's programs have no types. */
const SAMPLE_POSTGRES = './launch/sample_postgres.mjs'

const port = Number(process.argv[2] ?? process.env.EMULATOR_PORT ?? 0)

const running = await startEmulator({
  ...{ port, limitsRates: process.env.EMULATOR_LIMITS === 'on' },
  async startDatabases() {
    const { startSamplePostgres } = await import(SAMPLE_POSTGRES)
    return startSamplePostgres()
  },
})
process.stdout.write(`${JSON.stringify({ url: running.url, vendorHosts: running.vendorHosts })}\n`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void running.stop().then(() => process.exit(0)))
}
