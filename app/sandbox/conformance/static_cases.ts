import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin, Text } from '#kit'
import { contributions, traitsOf } from '#plugin_host'
import { folderOf } from '../emulator/vendors.js'
import type { Outcome } from './verdict.js'

type Found = Outcome & { title: string }

/** What the README of a plugin with sources says, under these headings. */
export const README_SECTIONS = ['What it reads', 'Connecting', 'Numbers', 'Limits']
/** And that of one without. */
const SECTIONS_WITHOUT_SOURCES = ['What it adds', 'Limits']

/** What lies beside the manifest: for people, and for the page that shows the plugin. */
export async function checkFolder(manifest: Plugin, root?: string): Promise<Found[]> {
  const folder = await folderOf(manifest.id, root)
  if (!folder) {
    const reason = 'the plugin is not a folder of this installation'
    return [{ title: 'the folder is complete', status: 'skipped', reason }]
  }
  const read = (name: string) => {
    const path = join(folder, name)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  return [
    found('the README has its sections', missingSections(manifest, read('README.md'))),
    found('the CHANGELOG speaks of this version', missingVersion(manifest, read('CHANGELOG.md'))),
    found('the icon is a plain picture', iconProblems(read(manifest.icon ?? 'icon.svg'))),
    found('every text is there', textProblems(manifest)),
    found('shared code is of its own vendor family', familyProblems(manifest, folder)),
    found('the folder fits the id', folderProblems(basename(folder), manifest.id)),
    found('what it offers has the form it needs', await contributions.problemsIn(manifest)),
  ]
}

function found(title: string, problems: string[]): Found {
  return problems.length === 0
    ? { title, status: 'passed' }
    : { title, status: 'failed', reason: problems.join('; ') }
}

/** People look for `google/ads` in `google_ads`, `google` or `ads`; initials with a number, as in `ga4`, are found as well. */
export function folderProblems(folder: string, id: string): string[] {
  const [vendor, plugin] = id.split('/').map((part) => part.replaceAll('-', '_'))
  const names = [`${vendor}_${plugin}`, vendor, plugin]
  const initials = names[0].split('_').map(([first]) => first)
  const fits = names.includes(folder) || folder.replace(/\d+$/, '') === initials.join('')
  return fits
    ? []
    : [`the folder of ${id} is called ${folder}: call it ${names[0]}, ${vendor} or ${plugin}`]
}

function missingSections({ connectors }: Plugin, readme: string): string[] {
  const sections = connectors ? README_SECTIONS : SECTIONS_WITHOUT_SOURCES
  return sections
    .filter((section) => !new RegExp(`^## ${section}\\n+\\S`, 'm').test(readme))
    .map((section) => `README.md says nothing under '## ${section}'`)
}

function missingVersion({ version }: Plugin, changelog: string): string[] {
  const heading = new RegExp(`^## ${version.replaceAll('.', '\\.')}\\n+\\S`, 'm')
  return heading.test(changelog) ? [] : [`CHANGELOG.md says nothing under '## ${version}'`]
}

function iconProblems(icon: string): string[] {
  if (!icon.trimStart().startsWith('<svg')) {
    return ['there is no icon.svg']
  }
  const isActive = /<script|<foreignObject|\son\w+=|(href|src)="(?!#)/i.test(icon)
  return isActive ? ['icon.svg runs or fetches something'] : []
}

/** What `plugins/vendors/<family>/` holds is for the sources of that family. */
function familyProblems({ family }: Plugin, folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const code = files.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))
  const imported = code.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/from '[./]+\/vendors\/([^/']+)\//g)].map(
      ([, name]) => name
    )
  )
  return [...new Set(imported)]
    .filter((name) => name !== family)
    .map((name) => `vendors/${name} is imported, and the manifest's family is '${family ?? ''}'`)
}

/** Every text that may not be empty. Keys were exchanged for their texts when the manifest was checked. */
const textProblems = (manifest: Plugin): string[] =>
  emptyTexts(manifest).map((place) => `${place} has no words for the person`)

function emptyTexts({ scopes, connectors, title, summary }: Plugin): string[] {
  const texts: [string, Text | undefined][] = [
    ['title', title],
    ['summary', summary],
    ...scopes.map(({ id, why }): [string, Text] => [`scope ${id}`, why]),
  ]
  for (const connector of Object.values(connectors ?? {})) {
    const { streams: read, webhooks, errorRules } = traitsOf(connector)
    const streams = Object.entries({ ...webhooks?.streams, ...read })
    texts.push(
      ...streams.map(([name, each]): [string, Text | undefined] => [`stream ${name}`, each.title])
    )
    texts.push(
      ...errorRules
        .filter(({ then }) => then !== 'retry')
        .map(({ then, say, status }): [string, Text | undefined] => [
          `error rule ${status} ${then}`,
          say,
        ])
    )
  }
  return texts.filter(([, text]) => !text || text === '').map(([place]) => place)
}
