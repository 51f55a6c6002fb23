import { test } from '@japa/runner'
import { dayText, daysText, withReadableDays } from '../../../resources/ui/date_format.js'

test.group('Days on the screen', () => {
  test('are written as the country of the reader writes them', ({ assert }) => {
    assert.equal(dayText('2026-03-01', 'en-GB'), '1 Mar 2026')
    assert.equal(dayText('2026-03-01', 'en-US'), 'Mar 1, 2026')
    assert.equal(dayText('2026-03-01', 'nl'), '1 mrt 2026')
  })

  test('name a month and a year once', ({ assert }) => {
    const march = daysText({ from: '2026-03-01', to: '2026-03-31' }, 'en-GB')
    assert.equal(march.replaceAll(/\s/g, ''), '1–31Mar2026')
    assert.equal(daysText({ from: '2026-03-01', to: '2026-03-01' }, 'en-GB'), '1 Mar 2026')
  })

  test('are readable in a sentence of the server too', ({ assert }) => {
    const sentence = 'No rate for USD (28 days from 2026-10-23 to 2026-11-19), after 2026-10-01.'
    assert.equal(
      withReadableDays(sentence, 'en-GB').replaceAll(/\s/g, ' '),
      'No rate for USD (28 days 23 Oct – 19 Nov 2026), after 1 Oct 2026.'
    )
  })

  test('leave what is not a day as it is', ({ assert }) => {
    const sentence = 'Order 2026-03-011, 12026-03-01 and sales-2026-03-01.csv, 2026-03-02.csv stay.'
    assert.equal(withReadableDays(sentence, 'en-GB'), sentence)
  })
})
