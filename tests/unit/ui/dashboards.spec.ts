import { test } from '@japa/runner'
import { wholeQuestion } from '../../../resources/features/dashboards/dashboard.js'

const SETTINGS = { range: { preset: 'last_7_days' as const }, currency: null }
test.group('A dashboard', () => {
  test('opens a comparison in Explore for the whole period, and a line by day', ({ assert }) => {
    const question = { metrics: ['spend'], breakdowns: ['campaign'] }
    assert.equal(wholeQuestion({ question, view: 'bar' }, SETTINGS).grain, 'total')
    assert.equal(wholeQuestion({ question, view: 'line' }, SETTINGS).grain, 'day')
    const weekly = { ...question, grain: 'week' as const }
    assert.equal(wholeQuestion({ question: weekly, view: 'bar' }, SETTINGS).grain, 'week')
  })
})
