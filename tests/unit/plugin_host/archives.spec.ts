import { test } from '@japa/runner'
import { openArchive } from '#plugin_host/archives/open_archive'
import {
  givenArchive,
  givenKey,
  packed,
  type ArchiveChange,
  type SigningKey,
} from '#tests/support/archives'

const text = (content: string) => Buffer.from(content)
const many = (count: number) =>
  new Map(Array.from({ length: count }, (_, place) => [`f${place}.txt`, text('x')] as const))

/** What somebody does to an archive, and why it is refused then. */
const CHANGES: { does: string; change: ArchiveChange; says: RegExp }[] = [
  {
    does: 'leaves a file out',
    change: { after: (files) => void files.delete('icon.svg') },
    says: /does not hold icon\.svg/,
  },
  {
    does: 'adds a file',
    change: { after: (files) => void files.set('extra.js', text('1')) },
    says: /holds extra\.js, which its list does not name/,
  },
  {
    does: 'changes a file',
    change: { after: (files) => void files.set('icon.svg', text('<svg></svg>')) },
    says: /holds icon\.svg with other content/,
  },
  {
    does: 'changes the list',
    change: {
      after: (files) => void files.set('files.json', text('{"id":"acme/shop","files":[]}')),
    },
    says: /a signature that does not fit/,
  },
  {
    does: 'leaves the signature out',
    change: { after: (files) => void files.delete('signature.jws') },
    says: /has no signature\.jws/,
  },
  {
    does: 'signs with words',
    change: { after: (files) => void files.set('signature.jws', text('trust me')) },
    says: /a key that this installation does not trust/,
  },
  {
    does: 'needs a newer contract',
    change: { manifest: { sdk: '^9.0' } },
    says: /written for contract \^9\.0/,
  },
  {
    does: 'belongs to another vendor',
    change: { manifest: { id: 'google/shop' } },
    says: /its key may sign plugins of 'acme' only/,
  },
  {
    does: 'leaves its folder',
    change: { files: { '../outside.txt': 'x' } },
    says: /no plain file inside the plugin/,
  },
  {
    does: 'names a root path',
    change: { files: { '/etc/cron.d/x': 'x' } },
    says: /no plain file inside the plugin/,
  },
  {
    does: 'brings a picture that runs code',
    change: { files: { 'icon.svg': '<svg onload="alert(1)"></svg>' } },
    says: /an icon that runs or fetches something/,
  },
  {
    does: 'brings a picture that fetches',
    change: { files: { 'icon.svg': '<svg><image href="https://evil.test/x"/></svg>' } },
    says: /an icon that runs or fetches something/,
  },
  {
    does: 'calls a host that no scope covers',
    change: { manifest: { scopes: [] } },
    says: /a manifest that cannot be used/,
  },
  {
    does: 'unpacks to far more than it is',
    change: { files: { 'zeros.txt': '0'.repeat(9_000_000) } },
    says: /unpacks to more than 8 MB/,
  },
]

test.group('The archive of a plugin', (group) => {
  let signer: SigningKey
  group.setup(async () => {
    signer = await givenKey()
  })
  const open = (bytes: Buffer) =>
    openArchive(bytes, async (kid) => (kid === signer.kid ? signer : undefined))

  test('opens where it is whole and signed', async ({ assert }) => {
    const one = await open(await givenArchive(signer))
    const same = await open(await givenArchive(signer))

    assert.equal(one.manifest.id, 'acme/shop')
    assert.deepEqual(same, one)
  })

  test('that {does} is refused')
    .with(CHANGES)
    .run(async ({ assert }, { change, says }) => {
      const archive = await givenArchive(signer, change)
      await assert.rejects(() => open(archive), says)
    })

  test('of a stranger, of 10,000 files, with a link or that is none is refused', async ({
    assert,
  }) => {
    const stranger = await givenArchive(await givenKey())
    await assert.rejects(() => open(stranger), /a key that this installation does not trust/)
    const crowd = await packed(many(10_000))
    await assert.rejects(() => open(crowd), /holds more than 300 files/)
    const link = await packed(many(1), 'symlink')
    await assert.rejects(() => open(link), /no plain file inside the plugin/)
    await assert.rejects(() => open(text('nothing packed')), /cannot be unpacked/)
    await assert.rejects(() => open(Buffer.alloc(2_000_001)), /is larger than 2 MB/)
  })
})
