import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { extract } from 'tar-stream'
import { examinePlugin } from '#authoring/doctor/examine_plugin'
import { packPlugin } from '#authoring/packing/pack_plugin'
import { authoredPlugin, authoredPlugins } from '#authoring/plugins/authored_plugins'
import { mapRecording } from '#authoring/trying/map_recording'
import { givenAuthored, installAuthored, type Edit } from '#tests/support/authored'
import { scratchFolder } from '#tests/support/scratch'

const NOW = new Date('2026-11-20T09:00:00Z')

async function findingsAt(sunset: object) {
  const edit: Edit = [
    'plugin.ts',
    "kind: 'api',",
    `kind: 'api', sunset: ${JSON.stringify(sunset)},`,
  ]
  using authored = await givenAuthored({}, [edit])
  const restore = await installAuthored(authored)
  try {
    const plugin = (await authoredPlugin(authored.root, authored.folder))!
    return await examinePlugin(authored.root, plugin, NOW)
  } finally {
    restore()
  }
}

const ROW = {
  id: '7-2026-11-01',
  campaign_id: '7',
  campaign_name: 'Spring',
  date: '2026-11-01',
  cost: '12.50',
  clicks: 3,
  impressions: 90,
}

async function mapped(body: unknown, stream = 'campaign_days') {
  using authored = await givenAuthored()
  const restore = await installAuthored(authored)
  try {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    return await mapRecording({ pluginId: authored.id, stream, bytes, today: '2026-11-20' })
  } finally {
    restore()
  }
}

test.group('Figures of a plugin', () => {
  test('are its lines, streams, metrics and the version of the vendor', async ({ assert }) => {
    const { lines, streams, metrics, versions, findings } = await findingsAt({
      version: 'v3',
      on: '2027-12-31',
    })

    assert.isBelow(lines.wire, 45)
    assert.deepEqual([streams, metrics], [1, ['clicks', 'impressions', 'spend']])
    assert.deepEqual(versions, ['v3 until 2027-12-31'])
    assert.deepEqual(findings, [])
  })

  test('are known of every plugin of the installation', async ({ assert }) => {
    const plugins = await authoredPlugins(app.makePath())

    for (const plugin of plugins) {
      const { id, findings, limits } = await examinePlugin(app.makePath(), plugin, NOW)
      const broken = findings.filter(({ concern }) => concern === 'broken')
      assert.deepEqual([id, broken], [plugin.id, []])
      assert.isNotEmpty(limits, `${id} says nothing under Limits`)
    }
  }).timeout(60_000)

  test('warn of a version that ends soon, and of an old one; an ended one is an error', async ({
    assert,
  }) => {
    const soon = await findingsAt({
      version: 'v3',
      on: '2026-12-31',
      source: 'https://acme.example/versions',
    })
    const old = await findingsAt({ version: '2024-10', on: '2027-12-31' })
    const over = await findingsAt({ version: 'v2', on: '2026-10-01' })

    assert.deepEqual(soon.findings, [
      {
        concern: 'warning',
        sentence:
          'Acme Ads switches v3 off in 40 days, on 2026-12-31 (https://acme.example/versions)',
      },
    ])
    assert.match(old.findings[0].sentence, /version 2024-10 is 25 months old/)
    assert.equal(over.findings[0].concern, 'broken')
  })
})

const HOOKED: Edit = ['plugin.ts', "records: 'rows',", "records: 'rows', map: 'hooks.halves',"]
const HALVES =
  'export const halves = ({ records }) =>\n  records.map((row) => ({ ...row, clicks: 2 }))\n'

/** A plugin with a hook, as its author has it. */
async function givenHooked() {
  const authored = await givenAuthored({}, [HOOKED])
  writeFileSync(join(authored.root, authored.folder, 'hooks.js'), HALVES)
  return authored
}

test.group('A plugin with hooks', () => {
  test('has their lines counted apart from those of the manifest', async ({ assert }) => {
    using plain = await givenAuthored({}, [HOOKED])
    using authored = await givenHooked()
    const lines = async ({ root, folder }: typeof plain) => {
      const plugin = await authoredPlugin(root, folder)
      const examination = await examinePlugin(root, plugin!, NOW)
      return examination.lines
    }
    const [before, after] = [await lines(plain), await lines(authored)]

    assert.deepEqual([before.hooks, after.hooks], [0, 2])
    assert.equal(after.manifest, before.manifest)
  })

  test('is packed with hooks.js as a file, and not a second time inside the manifest', async ({
    assert,
  }) => {
    using authored = await givenHooked()
    const plugin = (await authoredPlugin(authored.root, authored.folder))!
    const target = scratchFolder()
    await packPlugin(authored.root, plugin, { target })
    const entries = await contentsOf(join(target, 'acme-ads-1.0.0.tgz'))

    assert.equal(entries['hooks.js'], HALVES)
    assert.notProperty(JSON.parse(entries['manifest.json']), 'hooks')
    assert.include(entries['files.json'], '"hooks.js"')
  })

  test('maps a recorded page through its hook', async ({ assert }) => {
    using authored = await givenHooked()
    const restore = await installAuthored(authored)
    const bytes = Buffer.from(JSON.stringify({ rows: [ROW] }))
    const request = { pluginId: authored.id, stream: 'campaign_days', bytes, today: '2026-11-20' }
    const outcome = await mapRecording(request).finally(restore)

    assert.containSubset(outcome, { facts: [{ numbers: [12_500_000, 2, 90] }] })
  })
})

test.group('A recorded page', () => {
  test('becomes what a sync would store, with the reason for what it would not', async ({
    assert,
  }) => {
    const outcome = await mapped({ rows: [ROW, { ...ROW, id: '8', date: 'never' }], next: null })

    assert.containSubset(outcome, {
      metrics: ['spend', 'clicks', 'impressions'],
      facts: [{ day: '2026-11-01', currency: 'EUR', numbers: [12_500_000, 3, 90] }],
    })
    assert.lengthOf((outcome as { rejected: unknown[] }).rejected, 1)
  })

  test('of a wire is read with an example in each hole', async ({ assert }) => {
    const holes = {
      ...ROW,
      campaign_id: '{{campaignKey|digits:10}}',
      date: '{{day}}',
      cost: '{{spend|decimal}}',
      clicks: '{{clicks}}',
    }
    const outcome = await mapped({ rows: [holes], next: '{{page.nextUrl}}' })

    assert.containSubset(outcome, {
      facts: [{ day: '2026-11-20', numbers: [12_500_000, 12, 90] }],
      rejected: [],
    })
  })

  test('of another shape, or of a stream that is not there, gets a sentence', async ({
    assert,
  }) => {
    assert.match(String(await mapped({ data: [] })), /holds no records at 'rows'/)
    assert.match(String(await mapped('<html>')), /holds no records at 'rows'/)
    assert.match(
      String(await mapped({}, 'orders')),
      /no stream 'orders'\. Streams: campaign_days\./
    )
  })
})

async function contentsOf(archive: string) {
  const entries: Record<string, string> = {}
  const tar = createReadStream(archive).pipe(createGunzip()).pipe(extract())
  for await (const entry of tar) {
    entries[entry.header.name] = await text(entry)
  }
  return entries
}

test.group('The archive of a plugin', () => {
  test('holds its files, the manifest as JSON and a sum of each, the same each time', async ({
    assert,
  }) => {
    using authored = await givenAuthored()
    const plugin = (await authoredPlugin(authored.root, authored.folder))!
    const [one, other] = [scratchFolder(), scratchFolder()]

    await packPlugin(authored.root, plugin, { target: one })
    await packPlugin(authored.root, plugin, { target: other })

    const name = 'acme-ads-1.0.0.tgz'
    const entries = await contentsOf(join(one, name))
    const { files } = JSON.parse(entries['files.json'])
    assert.deepEqual(
      Object.keys(entries).sort(),
      ['files.json', ...files.map(({ path }: { path: string }) => path)].sort()
    )
    assert.equal(JSON.parse(entries['manifest.json']).id, 'acme/ads')
    assert.deepEqual(readFileSync(join(one, name)), readFileSync(join(other, name)))
  })

  test('is not written of a plugin that is not sound', async ({ assert }) => {
    using authored = await givenAuthored({}, [['plugin.ts', "sdk: '^1.0'", "sdk: 'one'"]])
    const plugin = (await authoredPlugin(authored.root, authored.folder))!

    const outcome = await packPlugin(authored.root, plugin, { target: scratchFolder() })

    assert.deepEqual(outcome, ['plugin acme/ads: sdk must be a range like ^1.2'])
  })
})
