import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { contractPages } from '#authoring/documenting/contract_pages'

const written = (name: string) => {
  const file = app.makePath('docs/contract', name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

test.group('The pages of the contract', () => {
  test('are those that the contract says now', async ({ assert }) => {
    const pages = await contractPages(app.makePath())

    assert.deepEqual(readdirSync(app.makePath('docs/contract')).sort(), [...pages.keys()].sort())
    for (const [name, text] of pages) {
      assert.equal(
        written(name),
        text,
        `${join('docs/contract', name)}: node ace plugin:doctor --write-page`
      )
    }
  })

  test('show fields, what each takes, and what it is for', async ({ assert }) => {
    const pages = await contractPages(app.makePath())
    const call = pages.get('call.md')!

    assert.match(call, /\| `?unsigned\?`? +\| true or false +\| Sends neither credentials/)
    assert.match(call, /\| graphql\.variables\? +\| JSON with \{expressions\} over `request`/)
    assert.notMatch(
      pages.get('expressions.md')!,
      /\)[^|]*` +\| +\|/,
      'a function without a comment'
    )
    assert.match(pages.get('stream.md')!, /\[listFields\]\(call\.md#listfields\)/)
  })
})
