import { globSync, readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { messages } from '@vinejs/vine/defaults'
import type { FieldContext } from '@vinejs/vine/types'
import '#start/validation'

const FIELD = { name: 'member', wildCardPath: 'member', getFieldPath: () => 'member' }

const sentenceOf = (rule: string) =>
  vine.messagesProvider.getMessage(
    messages[rule as keyof typeof messages],
    rule,
    FIELD as unknown as FieldContext,
    { min: 1, max: 2, size: 3 }
  )

/** Every rule of the library that a form of ours uses. */
function rulesInUse(): string[] {
  const text = globSync('app/**/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .filter((source) => source.includes("from '@vinejs/vine'"))
    .join('\n')
  const called = new Set([...text.matchAll(/\.([a-zA-Z]+)\(/g)].map(([, name]) => name))
  return Object.keys(messages).filter((rule) => called.has(rule))
}

test.group('What stands below a field', () => {
  test('is never in the words of the library, which name fields as code does', ({ assert }) => {
    const engineers = ['required', ...rulesInUse()].filter((rule) =>
      sentenceOf(rule).includes('member')
    )

    assert.deepEqual(engineers, [])
    assert.includeMembers(rulesInUse(), ['uuid', 'enum', 'minLength'])
  })
})
