import { test } from '@japa/runner'
import { ownGrain } from '#dashboards/widget_views'
import { wholeQuestion } from '../../../resources/features/dashboards/dashboard.js'

const SETTINGS = { range: { preset: 'last_7_days' as const }, currency: null }

test.group('A dashboard', () => {
  test('opens a comparison in Explore for the whole period, and a line by day', ({ assert }) => {
    const question = { metrics: ['spend'], breakdowns: ['campaign'] }
    const grainOf = (view: 'bar' | 'line', own = {}) =>
      wholeQuestion(
        { question: { ...question, ...own }, ownGrain: ownGrain(view, question) },
        SETTINGS
      ).grain

    assert.equal(grainOf('bar'), 'total')
    assert.equal(grainOf('line'), 'day')
    assert.equal(grainOf('bar', { grain: 'week' }), 'week')
  })
})
