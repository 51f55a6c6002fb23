import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import { factsOf, type ApiConnector, type Plugin, type Sunset } from '#kit'
import { skippedCases } from '#sandbox'
import type { AuthoredPlugin } from '../plugins/authored_plugins.js'

/** What one plain source may cost (docs/plugin-developers.md). */
export const MANIFEST_BUDGET = 95
export const WIRE_BUDGET = 45
/** A vendor that switches a version off within this time needs work now. */
const WARNED_DAYS = 90
const OLD_MONTHS = 18

export type Concern = 'broken' | 'warning'

export interface Finding {
  concern: Concern
  sentence: string
}

/** A plugin in figures, and what about it needs attention. */
export interface Examination {
  id: string
  folder: string
  version: string
  lines: { manifest: number; wire: number; hooks: number }
  streams: number
  metrics: string[]
  /** Cases of level 1 that do not apply, and why. */
  skipped: { title: string; reason: string }[]
  /** `v25 until 2027-06-30`, by connector. */
  versions: string[]
  findings: Finding[]
  /** What is weaker than the vendor's own pages, as its README says under Limits. */
  limits: string
}

export async function examinePlugin(
  root: string,
  plugin: AuthoredPlugin,
  now: Date
): Promise<Examination> {
  const connectors = apiConnectors(plugin.manifest)
  const lines = linesOf(join(root, plugin.folder))
  return {
    id: plugin.id,
    folder: plugin.folder,
    version: plugin.manifest?.version ?? 'none',
    lines,
    streams: connectors.reduce((sum, { streams }) => sum + Object.keys(streams).length, 0),
    metrics: metricsOf(connectors),
    skipped: plugin.manifest ? await skippedCases(plugin.id) : [],
    versions: connectors.flatMap(({ sunset }) => (sunset ? [versionOf(sunset)] : [])),
    findings: [
      ...plugin.reasons.map((sentence): Finding => ({ concern: 'broken', sentence })),
      ...budgetFindings(lines),
      ...connectors.flatMap((connector) => sunsetFindings(connector, now)),
    ],
    limits: limitsIn(join(root, plugin.folder, 'README.md')),
  }
}

const apiConnectors = (manifest: Plugin | null) =>
  Object.values(manifest?.connectors ?? {}).filter(
    (connector): connector is ApiConnector => connector.kind === 'api'
  )

const metricsOf = (connectors: ApiConnector[]) =>
  [
    ...new Set(
      connectors.flatMap(({ streams }) =>
        Object.values(streams).flatMap((stream) =>
          factsOf(stream).flatMap(({ metrics }) => Object.keys(metrics))
        )
      )
    ),
  ].sort()

const versionOf = ({ version, on }: Sunset) => `${version} until ${on}`

function limitsIn(readme: string): string {
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : ''
  const section = /^## Limits\n+(.*?)(?=^## |(?![\s\S]))/ms.exec(text)?.[1] ?? ''
  return section.replaceAll(/\s+/g, ' ').trim()
}

/** Of the manifest with what lies beside it, the wire and the hooks. */
export function linesOf(folder: string) {
  const own = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : []
  const count = (name: string) => {
    const file = join(folder, name)
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').length : 0
  }
  return {
    manifest: own.reduce((sum, name) => sum + count(name), 0),
    wire: count('sandbox/wire.ts'),
    hooks: count('hooks.js'),
  }
}

function budgetFindings({ manifest, wire }: Examination['lines']): Finding[] {
  const over = (what: string, lines: number, budget: number): Finding[] =>
    lines > budget
      ? [
          {
            concern: 'warning',
            sentence: `${what} takes ${lines} lines; a plain source needs ${budget}`,
          },
        ]
      : []
  return [
    ...over('the manifest', manifest, MANIFEST_BUDGET),
    ...over('the wire', wire, WIRE_BUDGET),
  ]
}

function sunsetFindings({ sunset, title }: ApiConnector, now: Date): Finding[] {
  const name = typeof title === 'string' ? title : 'the vendor'
  if (!sunset) {
    return []
  }
  const days = Math.floor(DateTime.fromISO(sunset.on).diff(DateTime.fromJSDate(now), 'days').days)
  const source = sunset.source ? ` (${sunset.source})` : ''
  if (days < 0) {
    const sentence = `${name} switched ${sunset.version} off on ${sunset.on}${source}: move to a newer version`
    return [{ concern: 'broken', sentence }]
  }
  if (days <= WARNED_DAYS) {
    const sentence = `${name} switches ${sunset.version} off in ${days} days, on ${sunset.on}${source}`
    return [{ concern: 'warning', sentence }]
  }
  return ageFindings(sunset, name, now)
}

/** Versions that are named after a month, such as `2026-10` or `202610`, tell how old they are. */
function ageFindings({ version }: Sunset, name: string, now: Date): Finding[] {
  const [, year, month] = /(20\d\d)-?(0[1-9]|1[0-2])/.exec(version) ?? []
  if (!year) {
    return []
  }
  const from = DateTime.fromObject({ year: Number(year), month: Number(month) })
  const months = Math.floor(DateTime.fromJSDate(now).diff(from, 'months').months)
  return months > OLD_MONTHS
    ? [{ concern: 'warning', sentence: `${name}'s version ${version} is ${months} months old` }]
    : []
}
