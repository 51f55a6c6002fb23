import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { folderOf, loadVendorSandboxes } from '#sandbox/emulator/vendors'
import { scratchFolder } from '#tests/support/scratch'

/** A plugins folder with the given files. */
function givenFolder(files: Record<string, string>) {
  const root = scratchFolder()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

const VENDOR = 'export default { plugin: "a/good", hosts: ["good.test"], reply() {} }'

test.group('A plugin folder in which one plugin is broken', () => {
  test('still has the emulators of the others', async ({ assert }) => {
    const root = givenFolder({
      'connectors/a/sandbox/emulator.js': 'throw new Error("no")',
      'connectors/b/sandbox/emulator.js': 'export default { name: "no emulator" }',
      'connectors/c/sandbox/emulator.js': VENDOR,
    })

    const vendors = await loadVendorSandboxes(root)

    assert.deepEqual(
      vendors.map(({ plugin }) => plugin),
      ['a/good']
    )
  })

  test('still finds the folder of another one', async ({ assert }) => {
    const root = givenFolder({
      'connectors/a/plugin.js': 'export default {',
      'connectors/b/plugin.js': 'export default { id: "b/good" }',
    })

    assert.equal(await folderOf('b/good', root), join(root, 'connectors/b'))
    assert.isUndefined(await folderOf('a/bad', root))
  })
})
