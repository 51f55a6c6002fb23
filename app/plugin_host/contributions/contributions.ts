import type { TenantTransaction } from '#foundation'
import type { Plugin, Text } from '#kit'
import { pluginRegistry } from '../registry/plugin_registry.js'
import { OFFERED, type Offered } from './offered.js'

export interface Contribution {
  /** `vendor/plugin:name`; never changes. */
  id: string
  pluginId: string
  pluginTitle: string
  version: string
  title: string
  summary: string
  /** In the form of the part that uses it, which reads it as it reads what a person sends. */
  definition: Record<string, unknown>
}

/** Answers a sentence for each thing that is wrong with a definition. */
type Check = (definition: Record<string, unknown>) => Promise<string[]>

const checks = new Map<Offered, Check>()

/** Everything of one kind that the organization's enabled plugins offer, by title. */
async function of(tenant: TenantTransaction, kind: Offered): Promise<Contribution[]> {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT plugin_id AS id FROM plugin_installs WHERE organization_id = $1 AND state = 'enabled'`,
    [tenant.organizationId]
  )
  const registry = await pluginRegistry(tenant.organizationId)
  const manifests = rows.flatMap(({ id }) => registry.find(id)?.manifest ?? [])
  return manifests
    .flatMap((manifest) => offeredBy(manifest, kind))
    .sort((one, other) => one.title.localeCompare(other.title) || one.id.localeCompare(other.id))
}

/** What one manifest offers of a kind. */
export function offeredBy(manifest: Plugin, kind: Offered): Contribution[] {
  const { id, version, title } = manifest
  return Object.entries(manifest[kind] ?? {}).map(([name, template]) => ({
    ...{ id: `${id}:${name}`, pluginId: id, pluginTitle: plain(title), version },
    title: plain(template.title),
    summary: plain(template.summary),
    definition: template.definition,
  }))
}

/** The part of the product that uses a kind says here what the form of its definitions is. */
function checkedBy(kind: Offered, check: Check) {
  checks.set(kind, check)
}

/** What is wrong with the definitions of a manifest, each with its place. */
async function problemsIn(manifest: Plugin): Promise<string[]> {
  const problems: string[] = []
  for (const kind of OFFERED) {
    for (const [name, { definition }] of Object.entries(manifest[kind] ?? {})) {
      const found = (await checks.get(kind)?.(definition)) ?? []
      problems.push(...found.map((each) => `${kind}.${name}.definition: ${each}`))
    }
  }
  return problems
}

const plain = (text: Text | undefined) => (typeof text === 'string' ? text : '')

/** What plugins contribute besides sources, for the parts that use it. */
export const contributions = { of, checkedBy, problemsIn }
