import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const SPEC = /`(tests\/[\w/]+\.spec\.ts)`/g

/** Each test that a guide names as a proof, with the guide. */
function namedTests() {
  const guides = readdirSync(app.makePath('docs')).filter((name) => name.endsWith('.md'))
  return guides.flatMap((guide) => {
    const text = readFileSync(app.makePath('docs', guide), 'utf8')
    return [...text.matchAll(SPEC)].map(([, file]) => ({ guide, file }))
  })
}

test.group('The guides', () => {
  test('name only proofs that exist', ({ assert }) => {
    const named = namedTests()

    assert.isAbove(named.length, 40)
    assert.deepEqual(
      named.filter(({ file }) => !existsSync(app.makePath(file))),
      []
    )
  })
})
