import { test } from '@japa/runner'
import { sharedReasons, wholeQuestion } from '../../../resources/features/dashboards/dashboard.js'

const SETTINGS = { range: { preset: 'last_7_days' as const }, currency: null }
const partial = (...missing: string[]) => ({ state: 'partial' as const, value: 1, missing })

test.group('A dashboard', () => {
  test('says once what several widgets miss', ({ assert }) => {
    const answers = { a: partial('Gone', 'Cut'), b: partial('Gone'), c: partial('Gone') }
    assert.deepEqual(sharedReasons(answers), ['Gone'])
  })

  test('leaves to a widget what it misses alone, even twice', ({ assert }) => {
    assert.deepEqual(sharedReasons({ a: partial('Cut', 'Cut'), b: partial('Gone') }), [])
  })

  test('opens a comparison in Explore for the whole period, and a line by day', ({ assert }) => {
    const question = { metrics: ['spend'], breakdowns: ['campaign'] }
    assert.equal(wholeQuestion({ question, view: 'bar' }, SETTINGS).grain, 'total')
    assert.equal(wholeQuestion({ question, view: 'line' }, SETTINGS).grain, 'day')
    const weekly = { ...question, grain: 'week' as const }
    assert.equal(wholeQuestion({ question: weekly, view: 'bar' }, SETTINGS).grain, 'week')
  })
})
