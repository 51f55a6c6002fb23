import type { Stream } from '#kit'

const ENTITY = { kind: 'account', id: 'account.id', name: 'account.name' }
const DIMENSIONS = { landing_page: 'account.attributes.url', device: 'account.attributes.device' }

/** Of an answer with half a megabyte of audits, what is needed. */
const TEST =
  '[{"id": response.body.id, "analysisUTCTimestamp": response.body.analysisUTCTimestamp, ' +
  '"score": response.body.lighthouseResult.categories.performance.score}]'

const SERIES = 'response.body.record.metrics'
const p75s = (metric: string) => `${SERIES}.${metric}.percentilesTimeseries.p75s`
const DAYS =
  'response.body.record.collectionPeriods.map(p, dateOf(p.lastDate.year, p.lastDate.month, p.lastDate.day))'
const byDay = (metric: string) => `zip(${DAYS}, ${p75s(metric)})`

/** Google answers one list of periods and one list of values for each metric; here each period is a record. */
const PERIODS =
  `entries(${byDay('largest_contentful_paint')}).map(e, {"day": e.key, "lcp": e.value, ` +
  `"inp": ${byDay('interaction_to_next_paint')}[e.key], "cls": ${byDay('cumulative_layout_shift')}[e.key]})`

export const streams: Record<string, Stream> = {
  tests: {
    title: 'Page tests',
    // https://developers.google.com/speed/docs/insights/v5/reference/pagespeedapi/runpagespeed
    get: '/pagespeedonline/v5/runPagespeed',
    query: {
      url: '{account.attributes.url}',
      strategy: '{account.attributes.device}',
      category: 'performance',
    },
    records: TEST,
    key: ['id', 'analysisUTCTimestamp'],
    each: 'account',
    facts: {
      mode: 'daily',
      date: 'record.analysisUTCTimestamp',
      entity: ENTITY,
      dimensions: DIMENSIONS,
      metrics: {
        page_tests: '1',
        performance_score_sum: 'number(record.score) * 100',
      },
    },
  },
  visitors: {
    title: 'What visitors experienced',
    // https://developer.chrome.com/docs/crux/history-api
    post: '/v1/records:queryHistoryRecord',
    base: 'https://chromeuxreport.googleapis.com',
    body: {
      url: '{account.attributes.url}',
      formFactor: '{account.attributes.formFactor}',
      metrics: ['largest_contentful_paint', 'interaction_to_next_paint', 'cumulative_layout_shift'],
    },
    records: PERIODS,
    key: 'day',
    each: 'account',
    facts: {
      mode: 'daily',
      date: 'record.day',
      entity: ENTITY,
      dimensions: DIMENSIONS,
      metrics: {
        largest_contentful_paint: 'number(record.lcp) / 1000',
        interaction_to_next_paint: 'number(record.inp) / 1000',
        cumulative_layout_shift: 'number(record.cls)',
      },
    },
  },
}
