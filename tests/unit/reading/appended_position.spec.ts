import { test } from '@japa/runner'
import type { PageAnswer, PreparedCall } from '#reading/call/calls'
import { compilePager } from '#reading/page/paging'

const pager = compilePager({
  by: 'offset',
  size: 2,
  first: 1,
  offsetParameter: 'query',
  append: ' STARTPOSITION {offset} MAXRESULTS {size}',
})

const call = {
  method: 'GET',
  url: 'https://api.acme.test/query',
  query: [
    ['query', 'SELECT * FROM Invoice'],
    ['minorversion', '75'],
  ],
  headers: {},
} as unknown as PreparedCall

const after = (records: unknown[]): PageAnswer => ({
  answer: { status: 200, headers: {}, body: {} },
  records,
  settings: {},
})

test.group('A position that is part of a query language', () => {
  test('stands behind the text of its parameter, and nowhere else', ({ assert }) => {
    const first = pager.ask(call, pager.first)
    const next = pager.next(pager.first, after(['a', 'b']))

    assert.deepEqual(first.query, [
      ['query', 'SELECT * FROM Invoice STARTPOSITION 1 MAXRESULTS 2'],
      ['minorversion', '75'],
    ])
    assert.deepEqual(pager.ask(call, next as never).query[0], [
      'query',
      'SELECT * FROM Invoice STARTPOSITION 3 MAXRESULTS 2',
    ])
    assert.isNull(pager.next(next as never, after(['c'])))
  })
})
