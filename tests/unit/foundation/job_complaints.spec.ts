import logger from '@adonisjs/core/services/logger'
import sinon from 'sinon'
import { test } from '@japa/runner'
import { complain } from '#foundation/job_complaints'

const lost = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

test.group('A queue that has lost its database', (group) => {
  group.each.teardown(() => sinon.restore())

  test('says so once a minute, and tells other trouble at once', ({ assert }) => {
    const clock = sinon.useFakeTimers({ now: 1_000_000, toFake: ['Date'] })
    const log = sinon.stub(logger, 'error')

    for (let turn = 0; turn < 100; turn++) {
      complain(lost())
    }
    complain(new Error('something else'))
    clock.tick(60_000)
    complain(lost())

    assert.equal(log.callCount, 3)
  })
})
