import { test } from '@japa/runner'
import { setTimeout as delay } from 'node:timers/promises'
import {
  HookFailure,
  hookRunnerPid,
  runHook,
  stopHookRunner,
  type HookRun,
} from '#plugin_host/hooks/run_hook'
import { ATTACKS, ESCAPES } from '#tests/support/hooks/attacks'

const NOW = new Date('2026-11-20T00:00:00Z')
/** Less time than in a release: a loop is as endless in a tenth of a second. */
const LIMITS = { cpuMs: 150 }

const run = (
  code: string,
  own: Partial<HookRun> = {},
  perform = async (): Promise<unknown> => ({})
) =>
  runHook(
    { code, name: 'f', input: { records: [{ id: 1 }] }, now: NOW, limits: LIMITS, ...own },
    perform
  )

const outcome = (code: string, own?: Partial<HookRun>) =>
  run(code, own).catch((error: unknown) => (error instanceof HookFailure ? error.code : error))

const HONEST = 'export const f = ({ records }) => records.map(({ id }) => ({ id: id + 1 }))'

test.group('A hook that means harm', (group) => {
  group.teardown(stopHookRunner)

  test('{title}: it ends in a failure, and the next hook runs')
    .with(ATTACKS)
    .run(async ({ assert }, { code, ends }) => {
      const ended = await outcome(code)
      assert.match(String(ended), new RegExp(ends))
      assert.deepEqual(await outcome(HONEST, { limits: {} }), [{ id: 2 }])
    })

  test('looks for a way out {title}, and finds nothing')
    .with(Object.entries(ESCAPES).map(([title, code]) => ({ title, code })))
    .run(async ({ assert }, { code }) => {
      assert.deepEqual(await outcome(code), [{ a: 'undefinedundefined' }])
    })

  test('leaves nothing behind for the next call', async ({ assert }) => {
    const spoil =
      'globalThis.seen = 1; Object.prototype.a = 1; Array.prototype.map = () => ["spoilt"]; JSON.parse = () => 1; export const f = () => []'
    await outcome(spoil)
    const look =
      'export const f = ({ records }) => records.map(() => ({ seen: typeof seen, a: typeof {}.a }))'

    assert.deepEqual(await outcome(look), [{ seen: 'undefined', a: 'undefined' }])
  })

  test('harms only itself by spoiling what the sandbox is made of', async ({ assert }) => {
    const spoil =
      'JSON.stringify = () => "spoilt"; JSON.parse = () => 1; Object.prototype.toJSON = undefined; String.prototype.then = 1; export const f = ({ records }) => records'

    assert.deepEqual(await outcome(spoil), [{ id: 1 }])
  })

  test('cannot reach into what its answer becomes', async ({ assert }) => {
    const answer = await run('export const f = () => [JSON.parse(`{"__proto__":{"a":1},"b":2}`)]')

    assert.isUndefined(({} as { a?: number }).a)
    assert.equal((answer[0] as { a?: number }).a, undefined)
  })

  test('does not keep the host from working meanwhile', async ({ assert }) => {
    let isOver = false
    const endless = outcome('export function f() { for (;;); }', { limits: { cpuMs: 300 } }).then(
      () => {
        isOver = true
      }
    )
    let turns = 0
    while (!isOver) {
      turns += 1
      await delay(1)
    }
    await endless
    assert.isAbove(turns, 20)
  })

  test('is ended with its process where nothing else ends it', async ({ assert }) => {
    await outcome(HONEST)
    const before = hookRunnerPid()
    const stuck =
      'export const f = () => [].concat(Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1))'
    const limits = { cpuMs: 60_000, patienceMs: 400 }

    assert.equal(await outcome(stuck, { limits }), 'E_HOOK_TIME')
    assert.deepEqual(await outcome(HONEST), [{ id: 2 }])
    assert.notEqual(hookRunnerPid(), before)
  })

  test('takes no other hook with it when its process is ended', async ({ assert }) => {
    const waiting = 'export function* f() { yield 1; return [{ a: "whole" }] }'
    const limits = { cpuMs: 60_000, patienceMs: 300 }
    const ends = [() => outcome('export function f() { for (;;); }', { limits })]
    const other = run(waiting, {}, async () => void (await ends.pop()?.()))

    assert.deepEqual(await other, [{ a: 'whole' }])
  })
})
