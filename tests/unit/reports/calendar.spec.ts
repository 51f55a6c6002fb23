import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { nextSlot, type CalendarRule } from '#reports/delivering/calendar'

const SLOTS: { title: string; rule: CalendarRule; zone?: string; after: string; slot: string }[] = [
  {
    title: 'the 31st of February is its last day',
    rule: { every: 'month', dayOfMonth: 31, at: '09:00' },
    after: '2026-02-01T00:00Z',
    slot: '2026-02-28T08:00:00.000Z',
  },
  {
    title: 'the 31st of February is the 29th in a leap year',
    rule: { every: 'month', dayOfMonth: 31, at: '09:00' },
    after: '2028-02-01T00:00Z',
    slot: '2028-02-29T08:00:00.000Z',
  },
  {
    title: 'an hour that spring leaves out is the hour after it',
    rule: { every: 'day', at: '02:30' },
    after: '2026-03-28T12:00Z',
    slot: '2026-03-29T01:30:00.000Z',
  },
  {
    title: 'an hour that comes twice in autumn is the first of both',
    rule: { every: 'day', at: '02:30' },
    after: '2026-10-24T12:00Z',
    slot: '2026-10-25T00:30:00.000Z',
  },
  {
    title: 'the moment itself is past',
    rule: { every: 'week', weekday: 1, at: '08:00' },
    after: '2026-11-30T07:00Z',
    slot: '2026-12-07T07:00:00.000Z',
  },
  {
    title: 'Friday is followed by Monday on weekdays',
    rule: { every: 'weekday', at: '08:00' },
    after: '2026-11-27T08:00Z',
    slot: '2026-11-30T07:00:00.000Z',
  },
  {
    title: 'a zone across the date line has its own day',
    rule: { every: 'month', dayOfMonth: 1, at: '07:00' },
    zone: 'Pacific/Auckland',
    after: '2026-11-29T00:00Z',
    slot: '2026-11-30T18:00:00.000Z',
  },
]

test.group('Calendar rules', () => {
  test('{title}')
    .with(SLOTS)
    .run(({ assert }, { rule, zone = 'Europe/Amsterdam', after, slot }) => {
      const next = nextSlot(rule, zone, DateTime.fromISO(after, { zone: 'utc' }))
      assert.equal(next.toISO(), slot)
    })

  test('every slot of ten years comes after the one before it', ({ assert }) => {
    let moment: DateTime = DateTime.utc(2026, 1, 1)
    const rule: CalendarRule = { every: 'month', dayOfMonth: 30, at: '02:30' }
    for (let month = 0; month < 120; month++) {
      const next = nextSlot(rule, 'America/New_York', moment)
      assert.isAbove(next.toMillis(), moment.toMillis())
      assert.isBelow(next.diff(moment, 'days').days, 34)
      moment = next
    }
  })
})
