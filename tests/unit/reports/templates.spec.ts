import { test } from '@japa/runner'
import { fillVariables } from '#reports/composing/fill_variables'
import { CHANNEL_TEMPLATES } from '#reports/templates/channels'
import { problemsOfTemplate } from '#reports/templates/contributed'
import { MARKETING_TEMPLATES } from '#reports/templates/marketing'

const TEMPLATES = [...MARKETING_TEMPLATES, ...CHANNEL_TEMPLATES]

test.group('Templates of reports', () => {
  test('{name} has the form of a report that is saved')
    .with(TEMPLATES)
    .run(async ({ assert }, { sections }) => {
      assert.deepEqual(await problemsOfTemplate({ sections }), [])
    })

  test('of plugins are held against that form', async ({ assert }) => {
    const widget = { kind: 'widget', title: 'Spend', view: 'hologram' }
    const problems = await problemsOfTemplate({ sections: [widget] })
    assert.match(problems.join(' '), /Section 1 cannot be drawn/)
    assert.lengthOf(
      await problemsOfTemplate({ range: '31 February', sections: [{ kind: 'contents' }] }),
      1
    )
  })
})

test.group('Variables of a report', () => {
  test('are filled where they are known, and stay open where they are not', ({ assert }) => {
    const sections = [
      { id: 'a', kind: 'cover' as const, title: '{{ organization }}', subtitle: 'By {{ agency }}' },
    ]
    const { sections: filled } = fillVariables({ sections }, { organization: 'Acme' })
    assert.deepEqual(filled, [{ ...sections[0], title: 'Acme' }])
  })
})
