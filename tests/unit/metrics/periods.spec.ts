import { test } from '@japa/runner'
import { isCut, isIncomplete, periodLabel } from '../../../resources/features/metrics/periods.js'

test.group('Periods of a chart', () => {
  test('are dashed when days after the last complete one belong to them')
    .with([
      { at: '2026-03-01', grain: 'day' as const, dashed: false },
      { at: '2026-03-11', grain: 'day' as const, dashed: true },
      { at: '2026-03-02', grain: 'week' as const, dashed: false },
      { at: '2026-03-09', grain: 'week' as const, dashed: true },
      { at: '2026-02-01', grain: 'month' as const, dashed: false },
      { at: '2026-03-01', grain: 'month' as const, dashed: true },
      { at: '2026-01-01', grain: 'quarter' as const, dashed: true },
      { at: '2025-01-01', grain: 'year' as const, dashed: false },
    ])
    .run(({ assert }, { at, grain, dashed }) => {
      assert.equal(isIncomplete(at, grain, '2026-03-10'), dashed)
    })

  test('are called a part where the range cuts them')
    .with([
      { at: '2026-03-02', grain: 'week' as const, isPart: true },
      { at: '2026-03-09', grain: 'week' as const, isPart: false },
      { at: '2026-03-30', grain: 'week' as const, isPart: true },
      { at: '2026-03-01', grain: 'month' as const, isPart: true },
      { at: '2026-03-31', grain: 'day' as const, isPart: false },
      { at: '2026-03-31T23:00', grain: 'hour' as const, isPart: false },
      { at: '2026-03-04', grain: 'total' as const, isPart: false },
    ])
    .run(({ assert }, { at, grain, isPart }) => {
      const range = { from: '2026-03-04', to: '2026-03-31' }

      assert.equal(isCut(at, grain, range), isPart)
      assert.equal(periodLabel(at, { grain, range }).endsWith(' (partial)'), isPart)
    })
})
