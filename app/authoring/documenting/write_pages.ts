import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SOURCES_PAGE, sourcesPage } from '../doctor/sources_page.js'
import type { AuthoredPlugin } from '../plugins/authored_plugins.js'
import { contractPages } from './contract_pages.js'

const CONTRACT = 'docs/contract'

/** Writes the pages of `docs/` that are made from code: the table of sources, and one page for each part of the contract. */
export async function writePages(root: string, plugins: AuthoredPlugin[]) {
  writeFileSync(join(root, SOURCES_PAGE), sourcesPage(root, plugins))
  const pages = await contractPages(root)
  rmSync(join(root, CONTRACT), { recursive: true, force: true })
  mkdirSync(join(root, CONTRACT), { recursive: true })
  for (const [name, text] of pages) {
    writeFileSync(join(root, CONTRACT, name), text)
  }
}
