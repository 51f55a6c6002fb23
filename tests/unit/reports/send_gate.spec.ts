import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Asking } from '#dashboards'
import type { ComposedReport } from '#reports/composing/compose_report'
import { faultsOfContents } from '#reports/gate/contents'
import { faultsOfNumbers } from '#reports/gate/numbers'
import { faultsOfSources } from '#reports/gate/sources'

type Sources = Parameters<typeof faultsOfSources>[1]
type Answer = ComposedReport['answers'][string]

const STREAM = { connectionId: 'ads', connection: 'Ads', mode: 'live', stopped: null }
const PROVENANCE = {
  ...{ formula: 'spend', streams: [STREAM], rows: 9, completeUntil: '2026-10-31' },
  ...{ reconciled: 100, compared: 100, leftOut: [], warnings: [], flags: [], exchangeRates: [] },
}
const SOURCE = { id: 'ads', name: 'Ads', state: 'connected', off: null, openRejections: 0 }

interface Planted {
  title: string
  rule: string
  provenance?: object
  source?: object
  report?: Partial<ComposedReport>
  answer?: Answer
  body?: string
}

function answered(provenance: object = {}): Answer {
  const total = { status: 'available', value: 5, unit: 'currency', currency: 'EUR' }
  const value = {
    ...{ range: { from: '2026-10-01', to: '2026-10-31' }, grain: 'total', series: [] },
    ...{ totals: { spend: total }, comparison: null, truncated: null },
    provenance: { spend: { ...PROVENANCE, ...provenance } },
  }
  return { state: 'ready', value: value as never }
}

function given({ provenance, report, answer, body = 'Dear client' }: Partial<Planted>) {
  const question = { metrics: ['spend'] }
  const sections = [
    { id: 'words', kind: 'text', body },
    { id: 'spend', kind: 'widget', title: 'Spend', view: 'metric', width: 12, question },
  ]
  return {
    ...{ name: 'October', range: { from: '2026-10-01', to: '2026-10-31' }, metrics: [] },
    ...{ summary: [], document: { sections }, answers: { spend: answer ?? answered(provenance) } },
    ...report,
  } as unknown as ComposedReport
}

function rulesFor(planted: Partial<Planted>): string[] {
  const organization = { timeZone: 'Europe/Amsterdam', isSample: false }
  const asking = { organization, now: DateTime.utc(2026, 11, 5) } as unknown as Asking
  const looked = { asking, report: given(planted) }
  const sources = [{ ...SOURCE, unreadAccounts: [], ...planted.source }] as unknown as Sources
  const found = [
    ...faultsOfContents(looked),
    ...faultsOfNumbers(looked),
    ...faultsOfSources(looked, sources),
  ]
  return found.map(({ rule }) => rule)
}

const unread = { name: 'Shop EU', reason: 'no access', since: '2026-10-20T00:00:00Z' }

const PLANTED: Planted[] = [
  {
    title: 'a metric that is gone',
    rule: 'failed_widget',
    answer: { state: 'failed', code: 'E_METRIC_UNKNOWN', message: 'There is no metric.' },
  },
  {
    title: 'a widget without data',
    rule: 'empty_widget',
    answer: { state: 'empty', message: 'No data.', isUnconnected: false },
  },
  {
    title: 'a report without any number',
    rule: 'no_numbers',
    answer: { state: 'empty', message: 'No data.', isUnconnected: true },
  },
  { title: 'a variable that stayed open', rule: 'open_variable', body: 'For {{ client }}' },
  {
    title: 'a sentence with a number of its own',
    rule: 'wrong_number',
    report: { summary: [['Spend rose by 12% to ', { name: 'Spend' }]] },
  },
  {
    title: 'a sentence whose number has changed',
    rule: 'wrong_number',
    report: {
      summary: [[{ shown: '€7', of: 'current', section: 'spend', metric: 'spend' }]],
    },
  },
  {
    title: 'days that are not complete',
    rule: 'incomplete_days',
    provenance: { completeUntil: '2026-10-28' },
  },
  {
    title: 'a period that is not over',
    rule: 'unfinished_period',
    report: { range: { from: '2026-11-01', to: '2026-11-30' } },
  },
  {
    title: 'a gap to the vendor total',
    rule: 'reconciliation_gap',
    provenance: { reconciled: 96.2 },
  },
  {
    title: 'a source without one side of a ratio',
    rule: 'left_out_source',
    provenance: { leftOut: [{ connectionId: 'x', connection: 'X', message: 'X has no clicks.' }] },
  },
  {
    title: 'sample data in a real organization',
    rule: 'sample_numbers',
    provenance: { streams: [{ ...STREAM, mode: 'sandbox' }] },
  },
  {
    title: 'a source that stopped',
    rule: 'stopped_source',
    provenance: { streams: [{ ...STREAM, stopped: 'Ads ended on 12 October.' }] },
  },
  {
    title: 'a source that has to be reconnected',
    rule: 'broken_source',
    source: { state: 'needs_reconnect' },
  },
  { title: 'a source that is paused', rule: 'broken_source', source: { state: 'paused' } },
  { title: 'rejected rows', rule: 'rejected_rows', source: { openRejections: 12 } },
  {
    title: 'an account that is not read',
    rule: 'unread_account',
    source: { unreadAccounts: [unread] },
  },
]

test.group('The send gate', () => {
  test('finds {title}')
    .with(PLANTED)
    .run(({ assert }, planted) => {
      assert.include(rulesFor(planted), planted.rule)
    })

  test('finds nothing in a report that is right', ({ assert }) => {
    assert.deepEqual(rulesFor({}), [])
  })
})
