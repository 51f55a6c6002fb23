import { randomBytes } from 'node:crypto'
import { DateTime } from 'luxon'
import { currentTenant, newId, withTenant } from '#foundation'
import type { Plugin } from '#kit'
import { pluginRegistry } from '#plugin_host'
import { ConsentToPlugin } from '#plugin_host/actions/consent_to_plugin'
import type { Installation } from '#plugin_host/actions/install_plugin'
import PluginInstall from '#plugin_host/models/plugin_install'
import PluginUpgrade from '#plugin_host/models/plugin_upgrade'
import { describePlugin, type LoadedPlugin } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { recordVersions } from '#plugin_host/registry/record_versions'
import { carryOutUpgrade } from '#plugin_host/versions/carry_out_upgrade'
import { watchVersions } from '#plugin_host/versions/watch_versions'
import { shopManifest } from './shop_manifest.js'
import { givenOrganization } from './organizations.js'

type Organization = Awaited<ReturnType<typeof givenOrganization>>

/** A plugin of which versions are released one after the other, as a product that is updated carries them. */
export class VersionedPlugin {
  readonly id = `acme/v${randomBytes(6).toString('hex')}` as const
  #restore: (() => void) | undefined

  /** What the newest release of the product carries; versions before stay on record. */
  async release(version: string, changes: Partial<Plugin> = {}): Promise<LoadedPlugin> {
    const manifest = { ...shopManifest(), id: this.id, version, ...changes }
    const [plugin] = await recordVersions([describePlugin('shop', manifest)], {
      now: new Date(),
      isProduction: false,
    })
    const restore = useRegistry(new PluginRegistry([plugin]))
    this.#restore ??= restore
    return plugin
  }

  restore() {
    this.#restore?.()
  }

  async installedIn(organization?: Organization): Promise<Organization> {
    const owner = organization ?? (await givenOrganization())
    await this.in(owner, (installation) => new ConsentToPlugin().execute(installation))
    return owner
  }

  in<Result>(organization: Organization, work: (installation: Installation) => Promise<Result>) {
    const installation = { organization, pluginId: this.id, actor: { id: null } }
    return withTenant(organization.id, () => work(installation))
  }

  runningIn(organization: Organization): Promise<string> {
    return this.in(organization, async () => {
      const registry = await pluginRegistry()
      return registry.manifestOf(this.id).version
    })
  }

  installOf(organization: Organization) {
    return this.in(organization, async () => {
      const found = await PluginInstall.of(organization).where('plugin_id', this.id).first()
      return found as PluginInstall | null
    })
  }

  /** The newest first. */
  upgradesIn(organization: Organization) {
    return this.in(organization, async () => {
      const found = await PluginUpgrade.of(organization)
        .where('plugin_id', this.id)
        .orderBy('id', 'desc')
      return found as PluginUpgrade[]
    })
  }

  /** What the clock does, for one organization. */
  watch(organization: Organization, now = DateTime.utc()) {
    return watchVersions(now, [organization.id])
  }

  /** What the job does. */
  carryOut(
    organization: Organization,
    { now = DateTime.utc(), between = () => {} }: { now?: DateTime; between?: () => void } = {}
  ) {
    return carryOutUpgrade({
      organizationId: organization.id,
      pluginId: this.id,
      now: () => now,
      finish: async () => {},
      between,
    })
  }

  /** A source of it that has read something. */
  async sourceIn(organization: Organization, stream: string): Promise<string> {
    const id = newId()
    await this.in(organization, async () => {
      const key = [organization.id, id]
      await currentTenant().query(
        `INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode, auth_name, state,
           created_at, updated_at)
         VALUES ($1, $2, $3, '1.0.0', 'shop', $4, $4, 'sandbox', 'key', 'connected', now(), now())`,
        [...key, this.id, `shop-${id.slice(-6)}`]
      )
      await currentTenant().query(
        `INSERT INTO stream_states (organization_id, connection_id, stream, part, at, updated_at)
         VALUES ($1, $2, $3, '', '{}', now())`,
        [...key, stream]
      )
    })
    return id
  }
}
