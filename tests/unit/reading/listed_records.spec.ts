import { test } from '@japa/runner'
import type { ApiConnector, Plugin } from '#kit'
import { compileList } from '#reading/call/compile_list'
import { requestWindow } from '#reading/call/request_window'
import { compileConnector } from '#reading/map/compile_connector'
import { checkNotations } from '#plugin_host/manifest/check_notations'
import { Problems } from '#plugin_host/manifest/problems'

const RECORDS = '[merge(response.body.total, zip(["day"], [window.from]))]'
const HTTP = { base: 'https://api.acme.test' }
const answer = { status: 200, headers: {}, body: { total: { views: 224 } } }

const connectorWith = (cursor: object): ApiConnector => ({
  kind: 'api',
  title: 'Acme',
  category: 'social',
  auth: { none: { kind: 'none' } },
  http: HTTP,
  check: { get: '/me' },
  streams: { days: { get: '/total', records: RECORDS, key: 'day', ...cursor } },
})

test.group('Records of an answer that does not say which day it is about', () => {
  test('get the day that was asked for', ({ assert }) => {
    const list = compileList({ get: '/total', records: RECORDS }, HTTP)

    const found = list.records(answer, {}, requestWindow('2026-11-20', '2026-11-20', 'UTC'))

    assert.deepEqual(found, [{ views: 224, day: '2026-11-20' }])
    assert.deepEqual(list.records(answer, {}), [{ views: 224, day: null }])
  })

  test('a stream without a cursor has no day to give, which is told at load', ({ assert }) => {
    const told = (cursor: object) => {
      const problems = new Problems()
      checkNotations(connectorWith(cursor), problems)
      return problems
    }

    const without = told({})
    const withOne = told({ cursor: { field: 'day', step: 'P1D' } })

    assert.match(without.sentences.join(' '), /window is never there/)
    assert.notMatch(withOne.sentences.join(' '), /window is never there/)
    assert.doesNotThrow(() =>
      compileConnector({ connectors: { ads: connectorWith({}) } } as unknown as Plugin, 'ads')
    )
  })
})
