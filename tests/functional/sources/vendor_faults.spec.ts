import { test } from '@japa/runner'
import { startEmulator, type Fault, type RunningEmulator } from '#sandbox'
import { emulatedSource } from '#tests/support/emulated_sources'

const NOW = new Date('2026-11-20T09:00:00Z')
let emulator: RunningEmulator

interface Case {
  fault: Omit<Fault, 'namespace'>
  says: Record<string, unknown>
}

/** Only the daily numbers of campaigns: things are listed by the same address. */
const DAILY = { host: 'googleads', path: ':search', body: 'segments.ad_network_type' }

const CASES: Case[] = [
  {
    fault: { kind: 'too_many_requests', retryAfterSeconds: 1_200, ...DAILY },
    says: { status: 'waiting', error_kind: 'temporary', attempts: 0 },
  },
  {
    fault: { kind: 'unauthorized', times: 50, ...DAILY },
    says: { status: 'failed', error_kind: 'authorization' },
  },
  { fault: { kind: 'duplicate_page', ...DAILY }, says: { status: 'succeeded', error_kind: null } },
  { fault: { kind: 'reordered_page', ...DAILY }, says: { status: 'succeeded', error_kind: null } },
  {
    fault: { kind: 'short_page', ...DAILY },
    says: { status: 'partial', error_code: 'E_RECONCILIATION_GAP' },
  },
  {
    fault: { kind: 'empty_page', times: 50, ...DAILY },
    says: { status: 'partial', error_code: 'E_RECONCILIATION_GAP' },
  },
  { fault: { kind: 'html_page', ...DAILY }, says: { status: 'succeeded', error_kind: null } },
  { fault: { kind: 'truncated', ...DAILY }, says: { status: 'succeeded', error_kind: null } },
  { fault: { kind: 'server_error', ...DAILY }, says: { status: 'succeeded', error_kind: null } },
  { fault: { kind: 'forbidden', times: 50, ...DAILY }, says: { status: 'failed' } },
  {
    fault: { kind: 'repeated_token', times: 50, ...DAILY },
    says: { status: 'waiting', attempts: 1 },
  },
  {
    fault: { kind: 'endless_pages', times: 500, ...DAILY },
    says: { status: 'waiting', attempts: 1 },
  },
  { fault: { kind: 'token_expiry', ...DAILY }, says: { status: 'succeeded', error_kind: null } },
]

test.group('A vendor that misbehaves on the wire', (group) => {
  group.setup(async () => {
    emulator = await startEmulator({ now: NOW, pageSize: 100 })
    process.env.SANDBOX_URL = emulator.url
    return async () => {
      await emulator.stop()
      delete process.env.SANDBOX_URL
    }
  })

  test('{fault.kind} ends as it should')
    .with(CASES)
    .run(async ({ assert }, { fault, says }) => {
      const source = await emulatedSource('googleAds', { now: NOW, backfillFrom: '2026-11-14' })
      emulator.addFault({ ...fault, namespace: source.namespace })

      const run = await source.sync()

      assert.deepInclude(run, says)
    })
})
