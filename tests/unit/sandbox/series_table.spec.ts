import { readFileSync, writeFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { describeSeries } from '#sandbox/business/series'

test('the page of the sample business lists every series and field', ({ assert }) => {
  const file = app.makePath('docs/sample-business.md')
  const [introduction] = readFileSync(file, 'utf8').split('## Series\n')
  const page = `${introduction}## Series\n\n${describeSeries()}`
  // UPDATE_DOCS=1 writes the page anew.
  if (process.env.UPDATE_DOCS) {
    writeFileSync(file, page)
  }

  assert.equal(readFileSync(file, 'utf8'), page)
})
