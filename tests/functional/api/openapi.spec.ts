import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { validate } from '@readme/openapi-parser'
import { openApiDocument } from '#api'
import { API_SCOPES } from '#organizations/api_keys'

test.group('API description', () => {
  test('is valid OpenAPI 3.1', async ({ assert }) => {
    const verdict = await validate(structuredClone(openApiDocument()) as never)

    assert.isTrue(verdict.valid, JSON.stringify(verdict))
  })

  test('is served without a key', async ({ client, assert }) => {
    const response = await client.get('/api/v1/openapi.json')

    response.assertStatus(200)
    assert.equal(response.body().openapi, '3.1.0')
  })

  test('has a use for everything that a key may be made for', ({ assert }) => {
    const used = Object.values(openApiDocument().paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ security }) =>
        security.flatMap((way: object) => Object.values(way).flat())
      )
    )

    assert.sameMembers([...new Set(used)], [...API_SCOPES])
  })

  test('describes every route of the API', ({ assert }) => {
    const routes = Object.values(router.toJSON())
      .flat()
      .filter(({ pattern }) => pattern.startsWith('/api/v1/') && !pattern.endsWith('/whoami'))
      .map(
        ({ pattern, methods }) =>
          `${methods[0]} ${pattern.replace('/api/v1', '').replaceAll(/:(\w+)/g, '{$1}')}`
      )
    const described = Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
    )

    assert.sameMembers(described, routes)
  })
})
