import { test } from '@japa/runner'
import type { ReportDocument } from '#reports/types'
import { wrongSentences } from '#reports/words/check_summary'
import type { Told } from '#reports/words/claimed_numbers'
import { isClaim, sentenceText } from '#reports/words/sentence'
import { writeSummary } from '#reports/words/write_summary'
import { seededRandom } from '#tests/support/seeded_random'

const CAMPAIGNS = ['Spring 2026', 'Brand', 'Shopping 24/7']

const money = (value: number) => ({ status: 'available', value, unit: 'currency', currency: 'EUR' })
const change = (now: number, before: number) => ({
  spend: { state: 'whole', current: money(now), earlier: money(before), days: null, message: null },
})

/** Spend of three campaigns in two periods, as a number and split. */
function given(rows: [now: number, before: number][]) {
  const sum = (side: 0 | 1) => rows.reduce((all, row) => all + row[side], 0)
  const changes = change(sum(0), sum(1))
  const series = rows.map(([now, before], place) => ({
    ...{ keys: { campaign: `c${place}` }, breakdown: { campaign: CAMPAIGNS[place] } },
    changes: change(now, before),
  }))
  const value = { comparison: { changes }, series, truncated: null, totals: {} }
  const sections = [
    {
      id: 'number',
      kind: 'widget',
      view: 'metric',
      title: 'Ad spend',
      question: { metrics: ['spend'] },
    },
    {
      ...{ id: 'split', kind: 'widget', view: 'bar', title: 'By campaign' },
      question: { metrics: ['spend'], breakdowns: ['campaign'] },
    },
  ]
  const metrics = [{ id: 'spend', decimals: 2, direction: 'none' }]
  const answers = { number: { state: 'ready', value }, split: { state: 'ready', value } }
  return {
    ...{ metrics, answers },
    document: { sections, comparison: 'previous_period' },
  } as unknown as Told & { document: ReportDocument }
}

test.group('The written summary', () => {
  test('says what changed and which part explains it', ({ assert }) => {
    const told = given([
      [600, 400],
      [300, 310],
      [100, 90],
    ])
    assert.deepEqual(writeSummary(told).map(sentenceText), [
      'Ad spend rose by 25% to €1,000, from €800.00 in the period before. Spring 2026 accounts for €200.00 of it.',
    ])
  })

  test('says no number that its answers do not, in a thousand texts', ({ assert }) => {
    const random = seededRandom(13)
    let claims = 0
    for (let text = 0; text < 1_000; text++) {
      const amount = () => Math.round(random() * 10 ** (1 + (text % 6)) * 100) / 100
      const rows = CAMPAIGNS.map((): [number, number] => [amount(), amount()])
      const told = given(rows)
      const sentences = writeSummary(told)
      const known = numbersOf(rows)
      assert.deepEqual(wrongSentences(told, sentences), [])
      for (const claim of sentences.flat().filter(isClaim)) {
        claims += 1
        const said = Number(claim.shown.replaceAll(/[€,%]/g, ''))
        const decimals = claim.shown.split('.')[1]?.replace('%', '').length ?? 0
        const isTrue = known.some((value) => Math.abs(value - said) <= 0.5001 * 10 ** -decimals)
        assert.isTrue(isTrue, `${claim.shown} in “${sentences.map(sentenceText).join(' ')}”`)
      }
    }
    assert.isAbove(claims, 3_000)
  })

  test('is found out when its numbers change afterwards', ({ assert }) => {
    const rows: [number, number][] = [
      [600, 400],
      [300, 310],
    ]
    const sentences = writeSummary(given(rows))
    const later = given([
      [601, 400],
      [300, 310],
    ])
    assert.lengthOf(wrongSentences(later, sentences), 1)
  })
})

/** Every number that may be said of some rows, computed without the code that says them. */
function numbersOf(rows: [number, number][]): number[] {
  const now = rows.reduce((all, [value]) => all + value, 0)
  const before = rows.reduce((all, [, value]) => all + value, 0)
  const parts = rows.map(([one, other]) => Math.abs(one - other))
  return [now, before, Math.abs(now - before), Math.abs((100 * (now - before)) / before), ...parts]
}
