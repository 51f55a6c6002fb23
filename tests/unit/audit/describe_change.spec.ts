import { test } from '@japa/runner'
import { describeChange } from '#audit/transformers/describe_change'

test.group('An entry of the audit log', () => {
  test('says what changed in words')
    .with([
      { detail: { from: 'analyst', to: 'viewer' }, text: 'analyst → viewer' },
      {
        detail: { from: { name: 'A', timeZone: 'UTC' }, to: { name: 'A', timeZone: 'Asia/Tokyo' } },
        text: 'time zone: UTC → Asia/Tokyo',
      },
      { detail: { from: { name: 'A' }, to: { name: 'A' } }, text: null },
      { detail: { name: 'Ads', scopes: ['a', 'b'] }, text: 'name: Ads · scopes: a, b' },
      { detail: { from: '2026-03-01', file: 'r.csv' }, text: 'from: 2026-03-01 · file: r.csv' },
      { detail: { copyOf: '01a1f8aa-0970-7deb-a7c6-2d7ce35aecf4' }, text: null },
      { detail: {}, text: null },
    ])
    .run(({ assert }, { detail, text }) => {
      assert.equal(describeChange(detail), text)
    })
})
