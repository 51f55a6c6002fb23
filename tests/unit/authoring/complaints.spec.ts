import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { complaintAbout, printComplaint } from '#authoring/places/point_at'
import { authoredPlugin } from '#authoring/plugins/authored_plugins'
import { tellFailures } from '#authoring/trying/tell_failures'
import type { Verdict } from '#sandbox'
import { givenAuthored, type Edit } from '#tests/support/authored'

/** What an author reads about the manifest after an edit. */
async function complaintsAfter(...edits: Edit[]) {
  using authored = await givenAuthored({}, edits)
  const plugin = (await authoredPlugin(authored.root, authored.folder))!
  const problems = plugin.reasons.map((reason) => reason.replace(/^plugin \S+: /, ''))
  const complaints = await Promise.all(problems.map((each) => complaintAbout(plugin.file, each)))
  return complaints.map((each) => printComplaint(each, authored.root))
}

test.group('What is wrong with a manifest', () => {
  test('is said with file, line, the line itself and the fix', async ({ assert }) => {
    const [complaint, ...others] = await complaintsAfter([
      'plugin.ts',
      "spend: 'micros(record.cost)'",
      "costs: 'micros(record.cost)'",
    ])

    const lines = complaint.split('\n')
    assert.deepEqual(others, [])
    assert.match(lines[0], /^plugins\/connectors\/acme_ads\/plugin\.ts:\d+:\d+$/)
    assert.match(lines[1], /metrics\.costs is no metric of the catalogue/)
    assert.match(lines[2], /\| +costs: 'micros\(record\.cost\)',/)
    assert.equal(lines[3].indexOf('^'), lines[2].indexOf('costs'))
    assert.match(lines[4], /Fix: Use an id of the catalogue/)
  })

  test('points into constants and other files of the plugin', async ({ assert }) => {
    const [complaint] = await complaintsAfter([
      'plugin.ts',
      /export default definePlugin\(([\s\S]+)\)\n$/,
      "const MANIFEST = {\n ...$1,\n}\nexport default definePlugin({ ...MANIFEST, sdk: 'one' })\n",
    ])

    assert.match(complaint, /sdk: 'one'/)
    assert.match(complaint, /sdk must be a range like \^1\.2/)
  })

  test('names the scope that is missing, and the one that nothing uses', async ({ assert }) => {
    const complaints = await complaintsAfter([
      'plugin.ts',
      'net:api.acme.example',
      'net:other.acme.example',
    ])
    const text = complaints.join('\n')

    assert.include(text, "Fix: Add { id: 'net:api.acme.example', why: '…' } to scopes.")
    assert.include(text, 'Fix: Remove net:other.acme.example from scopes.')
  })
})

const failed = (title: string, reason: string, status: number): Verdict => ({
  plugin: 'acme/ads',
  level: 1,
  title,
  status: 'failed',
  reason,
  exchange: { request: 'GET api.acme.example/v1/reports?from=2026-11-06', status, answer: '{}' },
})

test.group('Failures of a replay', () => {
  test('with one cause are told once, with the request and its answer', async ({ assert }) => {
    using authored = await givenAuthored()
    const verdicts = [
      failed('keys', 'campaign_days does not come to an end', 404),
      failed('pages', 'it throws Acme responded with 404', 404),
      failed('money', 'campaign_days: 3 micros become 4', 200),
    ]

    const [first, second, ...others] = await tellFailures(authored.root, verdicts)

    assert.deepEqual(others, [])
    assert.include(first, '  request: GET api.acme.example/v1/reports?from=2026-11-06')
    assert.include(first, '  answer:  404 {}')
    assert.include(first, 'The same stops 1 more: pages.')
    const [, place] = second.split('\n')
    const [path, line] = place.split(':')
    const source = readFileSync(join(authored.root, path), 'utf8').split('\n')
    assert.include(source[Number(line) - 1], 'campaign_days: {')
  })
})
