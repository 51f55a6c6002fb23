import { test } from '@japa/runner'
import { comparePlugin } from '#authoring/comparing/compare_plugin'
import { heaviest, manifestChanges } from '#plugin_host/versions/manifest_changes'
import { reaches, versionAfter } from '#plugin_host/versions/version_numbers'
import { authoredPlugin } from '#authoring/plugins/authored_plugins'
import { manifestOf } from '#authoring/scaffold/plugin_files'
import type { ApiConnector, Plugin } from '#kit'
import app from '@adonisjs/core/services/app'
import { NEW_SOURCE } from '#tests/support/authored'

type Change = (manifest: Plugin, connector: ApiConnector) => void

function changesAfter(change: Change) {
  const before = manifestOf(NEW_SOURCE)
  const after = structuredClone(before)
  change(after, after.connectors!.ads as ApiConnector)
  const changes = manifestChanges(before, after)
  return { changes, version: versionAfter(before.version, heaviest(changes)) }
}

const stream = ({ streams }: ApiConnector) => streams.campaign_days
const facts = (connector: ApiConnector) =>
  stream(connector).facts as { metrics: Record<string, string>; date?: string }

const CASES: { title: string; change: Change; version: string; place?: RegExp }[] = [
  { title: 'nothing', change: () => {}, version: '1.0.0' },
  { title: 'a text', change: (manifest) => (manifest.summary = 'Other words.'), version: '1.0.1' },
  {
    title: 'a limit',
    change: (_, { http }) => (http.limits = [{ per: 'connection', requests: 1, every: 'PT1S' }]),
    version: '1.0.1',
  },
  {
    title: 'a new metric',
    change: (_, connector) => (facts(connector).metrics.conversions = 'record.results'),
    version: '1.1.0',
    place: /metrics\.conversions$/,
  },
  {
    title: 'a new stream',
    change: (_, connector) => (connector.streams.others = stream(connector)),
    version: '1.1.0',
    place: /streams\.others$/,
  },
  {
    title: 'a metric that counts something else',
    change: (_, connector) => (facts(connector).metrics.clicks = 'record.link_clicks'),
    version: '2.0.0',
    place: /metrics\.clicks$/,
  },
  {
    title: 'other code of hooks',
    change: (manifest) => (manifest.hooks = 'export const spread = () => []'),
    version: '1.1.0',
    place: /^hooks\.js$/,
  },
  {
    title: 'a hook that makes the records',
    change: (_, connector) => (stream(connector).map = 'hooks.spread'),
    version: '2.0.0',
    place: /campaign_days\.map$/,
  },
  {
    title: 'another key',
    change: (_, connector) => (stream(connector).key = ['campaign_id', 'date']),
    version: '2.0.0',
    place: /campaign_days\.key$/,
  },
  {
    title: 'a stream that is gone',
    change: (_, connector) => {
      connector.streams = { others: stream(connector) }
    },
    version: '2.0.0',
    place: /campaign_days$/,
  },
  {
    title: 'a new host, which people have to agree to',
    change: ({ scopes }) => scopes.push({ id: 'net:files.acme.example', why: 'Downloads.' }),
    version: '2.0.0',
    place: /scopes/,
  },
  {
    title: 'a setting that is demanded newly',
    change: (_, connector) =>
      (connector.settings = {
        type: 'object',
        properties: { shop: { type: 'string', title: 'Shop' } },
        required: ['shop'],
      }),
    version: '2.0.0',
    place: /settings\.shop$/,
  },
]

test.group('The version that a change of a manifest asks for', () => {
  test('{title}: {version}')
    .with(CASES)
    .run(({ assert }, { change, version, place }) => {
      const found = changesAfter(change)

      assert.equal(found.version, version)
      if (place) {
        assert.isTrue(found.changes.some((each) => place.test(each.place)))
      }
    })

  test('is reached by any later one', ({ assert }) => {
    assert.isTrue(reaches('1.10.0', '1.9.3'))
    assert.isFalse(reaches('1.2.0', '1.2.1'))
  })

  test('is computed from what another commit has', async ({ assert }) => {
    const plugin = (await authoredPlugin(app.makePath(), 'plugins/connectors/mailchimp'))!
    const ofFamily = (await authoredPlugin(app.makePath(), 'plugins/connectors/ga4'))!

    const same = await comparePlugin(app.makePath(), plugin, 'HEAD')
    const stranger = await comparePlugin(app.makePath(), plugin, 'no-such-tag')

    assert.containSubset(same, { isEnough: true })
    assert.containSubset(await comparePlugin(app.makePath(), ofFamily, 'HEAD'), { isEnough: true })
    assert.equal(stranger, "'no-such-tag' is no branch, tag or commit of this repository.")
  })
})
