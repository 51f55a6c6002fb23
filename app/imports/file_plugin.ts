import { Refusal, type TenantTransaction } from '#foundation'
import type { Scope } from '#kit'
import {
  pluginGrant,
  pluginRegistry,
  requirePlugin,
  traitsOf,
  whyPluginsAreOff,
} from '#plugin_host'

/** The connector that people's own files come through: the one that takes files. */
export async function fileConnector() {
  const registry = await pluginRegistry()
  const entry = registry
    .connectors()
    .find(({ definition }) => traitsOf(definition).arrival === 'uploaded')
  if (!entry) {
    throw new Refusal({
      code: 'E_PLUGIN_UNAVAILABLE',
      status: 422,
      message:
        'The plugin that takes files cannot be used in this installation, so nothing can be imported. See the reason under Settings, Plugins.',
    })
  }
  const { pluginId, name: connector, manifest } = entry
  return { pluginId, connector, version: manifest.version, scopes: manifest.scopes }
}

/**
 * The first file is the moment of consent: the page above the drop zone shows what the plugin may do. Refuses where
 * somebody switched it off.
 */
export async function consentToFiles(organization: { id: string }, personId: string | null) {
  const { pluginId } = await fileConnector()
  await requirePlugin({ organization, pluginId, actor: { id: personId } })
}

/** Refuses where the plugin was switched off since the file arrived. */
export async function assertFilesAreOn(tenant: TenantTransaction) {
  const { pluginId } = await fileConnector()
  const off = await whyPluginsAreOff(tenant, [pluginId])
  if (off.has(pluginId)) {
    throw new Refusal({ code: 'E_PLUGIN_DISABLED', status: 409, message: off.get(pluginId)! })
  }
}

/** Whether files can be uploaded now, and what a first one would agree to. */
export type FilePermission =
  | { status: 'granted' }
  | { status: 'asked'; permissions: { id: string; why: string }[] }
  | { status: 'off'; reason: string }

export async function filePermission(tenant: TenantTransaction): Promise<FilePermission> {
  const { pluginId, scopes } = await fileConnector()
  const off = await whyPluginsAreOff(tenant, [pluginId])
  const reason = off.get(pluginId)
  if (reason) {
    return { status: 'off', reason }
  }
  const { status } = await pluginGrant(tenant, pluginId)
  return status === 'granted' ? { status } : { status: 'asked', permissions: scopes.map(asked) }
}

const asked = ({ id, why }: Scope) => ({ id, why: typeof why === 'string' ? why : why.i18n })
