import { test } from '@japa/runner'
import {
  otherReasons,
  stoppedSources,
} from '../../../resources/features/metrics/stopped_sources.js'
import type { MetricResult } from '#metrics/types'

type Stream = { connectionId: string; until: string | null; stopped: string | null }

const answerFrom = (...streams: Stream[]) =>
  ({
    provenance: { spend: { streams: streams.map((one) => ({ ...one, connection: 'Ads' })) } },
  }) as unknown as MetricResult

const ended = (until: string | null) => ({ connectionId: 'a', until, stopped: `Ends ${until}.` })

test.group('Sources with problems', () => {
  test('are told once, with the day on which the first numbers are missing', ({ assert }) => {
    const answers = [answerFrom(ended(null), ended('2026-05-12')), answerFrom(ended('2026-05-10'))]

    assert.deepEqual(
      stoppedSources(answers).map(({ until, sentence }) => [until, sentence]),
      [['2026-05-10', 'Ends 2026-05-10.']]
    )
  })

  test('are not told where the period has what they bring', ({ assert }) => {
    const running = { connectionId: 'a', until: '2026-05-31', stopped: null }
    assert.deepEqual(stoppedSources([answerFrom(running)]), [])
  })

  test('leave what else is missing to be said', ({ assert }) => {
    const answer = answerFrom(ended('2026-05-12'))
    assert.deepEqual(otherReasons(['Ends 2026-05-12.', 'Cut.'], [answer]), ['Cut.'])
  })
})
