import { test } from '@japa/runner'
import { correlate, type Thread } from '#alerts/incidents/correlate'
import { INCIDENT_STATES, stateAfter, type IncidentState } from '#alerts/incidents/states'

const thread = (attributes: Partial<Thread> = {}): Thread => ({
  ruleId: 'r1',
  subject: '',
  direction: 'below',
  sources: ['shop'],
  priority: 'high',
  ...attributes,
})

test.group('Correlating', () => {
  test('five hundred breaches of one broken shop and one campaign become two incidents', ({
    assert,
  }) => {
    const storm = Array.from({ length: 500 }, (_, place) =>
      thread({ ruleId: `r${place % 25}`, subject: `value ${place}` })
    )
    const campaign = thread({ ruleId: 'ads', direction: 'above', sources: ['ads'] })

    const gathered = correlate([...storm, campaign], [])

    assert.deepEqual(
      gathered.map(({ threads }) => threads.length).sort((one, other) => other - one),
      [500, 1]
    )
  })

  test('up to three stay apart, and so does what shares nothing or goes the other way', ({
    assert,
  }) => {
    const apart = ['a', 'b', 'c', 'd'].map((id) => thread({ ruleId: id, sources: [id] }))
    const three = ['1', '2', '3'].map((subject) => thread({ subject }))
    const upward = thread({ subject: '4', direction: 'above' })

    assert.lengthOf(correlate(apart, []), 4)
    assert.lengthOf(correlate([...three, upward], []), 4)
  })

  test('a storm that arrives drop by drop joins the incident that goes on', ({ assert }) => {
    const active = [1, 2, 3].map((place) => ({
      ...{ id: `i${place}`, direction: 'below' as const, sources: ['shop'] },
      ...{ ruleIds: [`r${place}`], threads: 1 },
    }))

    const gathered = correlate([thread({ ruleId: 'r9', subject: '9' })], active)

    assert.deepEqual(
      gathered.map(({ joins }) => joins),
      ['i1']
    )
  })

  test('what three rules say of one blended number is one cause', ({ assert }) => {
    const ads = ['1', '2'].map((subject) => thread({ ruleId: 'ads', subject, sources: ['ads'] }))
    const shop = ['1', '2'].map((subject) => thread({ ruleId: 'shop', subject }))
    const blended = thread({ ruleId: 'roas', sources: ['ads', 'shop'] })

    assert.lengthOf(correlate([...ads, ...shop], []), 4)
    assert.lengthOf(correlate([...ads, ...shop, blended], []), 1)
  })
})

test.group('States of an incident', () => {
  test('every move leads to a state that there is, and what is closed can be reopened', ({
    assert,
  }) => {
    const states = Object.keys(INCIDENT_STATES) as IncidentState[]

    for (const state of states) {
      assert.includeMembers(states, Object.values(INCIDENT_STATES[state].moves))
    }
    assert.equal(stateAfter('resolved', 'reopen'), 'open')
    assert.isNull(stateAfter('resolved', 'snooze'))
    assert.isNull(stateAfter('acknowledged', 'dismiss'))
  })
})
