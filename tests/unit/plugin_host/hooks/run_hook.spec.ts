import { test } from '@japa/runner'
import { runHook, stopHookRunner } from '#plugin_host/hooks/run_hook'

const NOW = new Date('2026-11-20T00:00:00Z')
const run = (
  code: string,
  input: unknown,
  perform = async (effect: unknown): Promise<unknown> => effect
) => runHook({ code, name: 'f', input, now: NOW }, perform)

test.group('A hook', (group) => {
  group.teardown(stopHookRunner)

  test('makes other records of those it is given', async ({ assert }) => {
    const spread =
      'export const f = ({ records: [{ days, clicks }] }) => days.map((day, at) => ({ day, clicks: clicks[at] }))'
    const input = { records: [{ days: ['2026-11-01', '2026-11-02'], clicks: [3, 4] }] }

    assert.deepEqual(await run(spread, input), [
      { day: '2026-11-01', clicks: 3 },
      { day: '2026-11-02', clicks: 4 },
    ])
  })

  test('yields calls one by one and works on with their answers', async ({ assert }) => {
    const joined =
      'export function* f({ records }) { const all = []; for (const { id } of records) all.push({ id, name: yield { id } }); return all }'
    const asked: unknown[] = []
    const answer = await run(joined, { records: [{ id: 1 }, { id: 2 }] }, async (effect) => {
      asked.push(effect)
      return `name ${asked.length}`
    })

    assert.deepEqual(asked, [{ id: 1 }, { id: 2 }])
    assert.deepEqual(answer, [
      { id: 1, name: 'name 1' },
      { id: 2, name: 'name 2' },
    ])
  })

  test('gets fifty calls, and no other', async ({ assert }) => {
    const greedy = 'export function* f() { for (;;) yield { call: { get: "/x" } } }'
    let performed = 0
    const perform = async () => void (performed += 1)

    await assert.rejects(() => run(greedy, {}, perform), 'asked for more than 50 calls')
    assert.equal(performed, 50)
  })

  test('ends with what refused its call', async ({ assert }) => {
    const asking = 'export function* f() { try { yield 1 } catch { return [] } }'
    const refusal = new Error('not this one')

    await assert.rejects(() => run(asking, {}, () => Promise.reject(refusal)), refusal.message)
  })

  test('knows the time it was given, in UTC, and no other', async ({ assert }) => {
    const clocks =
      'export const f = () => [{ now: Date.now(), text: new Date().toISOString(), hour: new Date(2026, 5, 1, 12).getUTCHours(), other: new (new Date(0).constructor)().getTime(), call: Date.parse(Date()) }]'

    assert.deepEqual(await run(clocks, {}), [
      {
        ...{ now: NOW.getTime(), text: NOW.toISOString(), hour: 12 },
        ...{ other: NOW.getTime(), call: NOW.getTime() },
      },
    ])
  })

  test('answers the same for the same records', async ({ assert }) => {
    const code =
      'export const f = ({ records }) => records.map((r) => ({ ...r, at: new Date().getTime(), order: Object.keys({ b: 1, a: 2 }).join() }))'
    const input = { records: [{ id: 1 }, { id: 2 }] }

    assert.deepEqual(await run(code, input), await run(code, input))
  })

  test('says which number it answered is none', async ({ assert }) => {
    await assert.rejects(
      () => run('export const f = () => [{ rate: 0 / 0 }]', {}),
      'answered TypeError: NaN at rate, and not a list of records'
    )
  })
})
