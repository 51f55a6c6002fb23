import type { Auth, CredentialField, Scope } from '#kit'
import { pluginRegistry, pluginSettings, traitsOf } from '#plugin_host'
import { listMetrics } from '#metrics'
import { sharableConsents } from '#connections'
import type { TenantTransaction } from '#foundation'
import { contentsOf, labelsOf } from './connector_contents.js'
import { plainText } from './connector_titles.js'

type Registry = Awaited<ReturnType<typeof pluginRegistry>>
type ConnectorEntry = ReturnType<Registry['connectors']>[number]

/** Everything that can be connected, in the words of the wizard. */
export async function connectorCatalogue(tenant: TenantTransaction) {
  const registry = await pluginRegistry()
  const labels = labelsOf(await listMetrics(tenant))
  const consentsFor = await sharableConsents(tenant)
  const entries = registry.connectors().map(async (entry) => ({
    ...describe(entry),
    ways: await waysOf(entry, consentsFor),
    contents: contentsOf(entry, labels),
  }))
  const described = await Promise.all(entries)
  return described.sort((a, b) => a.title.localeCompare(b.title))
}

function describe({ pluginId, name, definition, manifest }: ConnectorEntry) {
  const traits = traitsOf(definition)
  const auth = Object.entries(traits.auth)
  return {
    pluginId,
    connector: name,
    kind: definition.kind,
    title: plainText(definition.title),
    summary: plainText(manifest.summary),
    category: definition.category,
    publisher: manifest.publisher ?? null,
    documentation: manifest.links?.documentation ?? null,
    permissions: [...manifest.scopes, ...auth.flatMap(([, each]) => scopesOf(each))].map(
      permission
    ),
    settings: pluginSettings.describe(traits.settings),
    // A vendor that only sends does so in the sandbox as well.
    hasSandbox: traits.arrival === 'sent' || auth.some(([, each]) => opensSandbox(each)),
  }
}

/** The ways of signing in, with the consents of the vendor family that open the connector already. */
async function waysOf(
  { pluginId, definition }: ConnectorEntry,
  consentsFor: Awaited<ReturnType<typeof sharableConsents>>
) {
  const ways = Object.entries(traitsOf(definition).auth).map(async ([authName, each]) => ({
    name: authName,
    kind: each.kind,
    fields: fieldsOf(each),
    consents: await consentsFor({ pluginId, definition, authName }),
  }))
  return Promise.all(ways)
}

const scopesOf = (auth: Auth): Scope[] => (auth.kind === 'oauth2' ? auth.scopes : [])

const permission = ({ id, why }: Scope) => ({ id, why: plainText(why) })

const opensSandbox = (auth: Auth) => auth.kind === 'none' || auth.sandbox !== undefined

/** What a person types for this way of signing in. */
export function fieldsOf(auth: Auth) {
  const fields: Record<string, CredentialField> = 'fields' in auth ? auth.fields : {}
  return Object.entries(fields).map(([name, field]) => ({
    name,
    label: plainText(field.label),
    help: field.help ? plainText(field.help) : null,
    pattern: field.pattern ?? null,
    isSecret: field.secret === true,
    isMultiline: field.multiline === true,
  }))
}
