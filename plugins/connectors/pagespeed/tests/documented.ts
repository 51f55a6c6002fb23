const account = {
  id: 'mobile https://developers.google.com/',
  name: 'https://developers.google.com/ (mobile)',
  attributes: { url: 'https://developers.google.com/', device: 'mobile', formFactor: 'PHONE' },
}
const entity = 'account mobile https://developers.google.com/'
const dimensions = { landing_page: 'https://developers.google.com/', device: 'mobile' }

export default [
  {
    title: 'a test counts on the day it was made, in the zone of the organization',
    stream: 'tests',
    account,
    // Of https://developers.google.com/speed/docs/insights/v5/get-started, taken apart.
    record: {
      id: 'https://developers.google.com/',
      analysisUTCTimestamp: '2026-11-01T23:30:00.000Z',
      score: 0.75,
    },
    facts: [
      {
        day: '2026-11-02',
        currency: null,
        entity,
        dimensions,
        page_tests: 1,
        performance_score_sum: 75,
      },
    ],
  },
  {
    title: 'times are milliseconds at Google, the shift is a text',
    stream: 'visitors',
    account,
    // A period of https://developer.chrome.com/docs/crux/guides/history-api, taken apart.
    record: { day: '2023-01-23', lcp: 1303, inp: 125, cls: '0.05' },
    facts: [
      {
        day: '2023-01-23',
        currency: null,
        entity,
        dimensions,
        largest_contentful_paint: 1.303,
        interaction_to_next_paint: 0.125,
        cumulative_layout_shift: 0.05,
      },
    ],
  },
]
