import { test } from '@japa/runner'
import { openApiDocument } from '#api'
import { curlOf, endpointsOf } from '../../../resources/features/api/description.js'
import type { Description } from '../../../resources/features/api/document.js'

const DOCUMENT = openApiDocument() as unknown as Description
const endpoints = endpointsOf(DOCUMENT)
const of = (summary: RegExp) => endpoints.find((endpoint) => summary.test(endpoint.summary))!

test.group('The API reference', () => {
  test('names address, scope and answers of every endpoint', ({ assert }) => {
    const { method, path, scope, answer, refusals } = of(/^Query metrics/)

    assert.deepEqual(
      { method, path, scope, status: answer.status },
      {
        method: 'POST',
        path: '/api/v1/metrics/query',
        scope: 'metrics:read',
        status: '200',
      }
    )
    assert.include(
      refusals.map(({ status }) => status),
      '429'
    )
  })

  test('tells fields in words, with those inside them', ({ assert }) => {
    const fields = of(/^Query metrics/).body
    const told = fields.map(({ name, depth, type, isRequired }) => [name, depth, type, isRequired])

    assert.deepInclude(told, ['metrics', 0, 'list of text', true])
    assert.deepInclude(told, ['currency', 0, 'text or nothing', false])
    assert.deepInclude(told, ['operator', 1, 'text', true])
    assert.include(fields.find(({ name }) => name === 'grain')?.choices, 'week')
  })

  test('shows what to type into a terminal', ({ assert }) => {
    assert.include(
      curlOf(of(/^Query metrics/), 'https://numbers.test'),
      'curl -X POST https://numbers.test/api/v1/metrics/query'
    )
    assert.include(curlOf(of(/^Import a file/), ''), '-F "file=@numbers.csv"')
    assert.notInclude(curlOf(of(/^This document/), ''), 'Authorization')
  })

  test('leaves no field without a type', ({ assert }) => {
    const all = endpoints.flatMap(({ body, parameters, answer }) => [
      ...body,
      ...parameters,
      ...answer.fields,
    ])

    assert.isEmpty(all.filter(({ type }) => /undefined|^$/.test(type)))
  })
})
