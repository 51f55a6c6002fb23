import { test } from '@japa/runner'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const ASSETS = new URL('../../../public/assets/', import.meta.url)
const KILOBYTE = 1024

interface Chunk {
  file: string
  imports?: string[]
}

const manifest: Record<string, Chunk> = JSON.parse(
  readFileSync(new URL('.vite/manifest.json', ASSETS), 'utf8')
)

/** Script that must arrive before a page shows: its chunks and everything they import at once. */
function kilobytesOf(...entries: string[]): number {
  const seen = new Set<string>()
  const queue = [...entries]
  while (queue.length > 0) {
    const { file, imports = [] } = manifest[queue.pop()!]
    if (!seen.has(file)) {
      seen.add(file)
      queue.push(...imports)
    }
  }
  const bytes = [...seen]
    .filter((file) => file.endsWith('.js'))
    .map((file) => gzipSync(readFileSync(new URL(file, ASSETS))).length)
  return bytes.reduce((sum, size) => sum + size, 0) / KILOBYTE
}

const PAGES = [
  { page: 'identity/login', layout: 'auth', budget: 170 },
  { page: 'dashboards/show', layout: 'app', budget: 260 },
  { page: 'core/home', layout: 'app', budget: 260 },
]

test.group('First load', () => {
  test('of {page} stays within {budget} KB of script')
    .with(PAGES)
    .run(({ assert }, { page, layout, budget }) => {
      const size = kilobytesOf(
        'resources/app.ts',
        `resources/layouts/${layout}_layout.vue`,
        `resources/pages/${page}.vue`
      )

      assert.isAbove(size, 20)
      assert.isAtMost(size, budget, `${page} needs ${size.toFixed(1)} KB of script`)
    })
})
