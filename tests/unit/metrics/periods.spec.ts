import { test } from '@japa/runner'
import { isIncomplete } from '../../../resources/features/metrics/periods.js'

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
})
