import { existsSync, readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { againstDocument, againstTypes } from '#tests/support/stripe/accepted'
import { CALLS } from '#tests/support/stripe/calls'
import { everyAnswer, type Heard } from '#tests/support/stripe/tour'

const document =
  process.env.STRIPE_OPENAPI ?? app.makePath('../shared/data/vendors/stripe/spec3.json')

test.group('Answers of the emulated payment provider', (group) => {
  let heard: Heard[] = []

  group.setup(async () => {
    heard = await everyAnswer()
  })

  test('are asked for, of every call', ({ assert }) => {
    assert.sameMembers([...new Set(heard.map(({ name }) => name))], CALLS)
  })

  test("are accepted by the types of the vendor's own client, which refuse others", ({
    assert,
  }) => {
    const coupon = heard.find(({ name }) => name === 'POST /v1/coupons')!.body as object
    const lacking = { ...coupon, valid: undefined }
    const wrong = [
      { name: 'lacking', body: lacking },
      { name: 'too much', body: { ...coupon, colour: 'red' } },
      { name: 'another value', body: { ...coupon, duration: 'a while' } },
    ]
    const found = againstTypes(
      [...heard, ...wrong],
      app.makePath('tests/answers_of_the_emulator.ts')
    )
    assert.deepEqual(
      found.map((each) => each.split(':')[0]),
      ['lacking', 'too much', 'another value'],
      found.join('\n')
    )
  }).timeout(120_000)

  test("are accepted by the vendor's published description", ({ assert }) => {
    assert.deepEqual(againstDocument(heard, JSON.parse(readFileSync(document, 'utf8'))), [])
  })
    .skip(
      !existsSync(document),
      'The vendor’s OpenAPI document is not here; STRIPE_OPENAPI names it.'
    )
    .timeout(60_000)
})
