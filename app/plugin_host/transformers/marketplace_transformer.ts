import { BaseTransformer } from '@adonisjs/core/transformers'
import type { PluginListing } from '../queries/list_plugins.js'
import { addedBy, categoriesOf, isOpen, type PluginPage } from '../queries/plugin_listing.js'
import { describeSettings } from '../settings/describe_settings.js'
import type { manifestChanges } from '../versions/manifest_changes.js'
import PluginTransformer from './plugin_transformer.js'

/** A plugin in the list of the marketplace. */
export class MarketplaceTransformer extends BaseTransformer<PluginListing> {
  toObject() {
    const { id, version, title, summary, publisher, status, reason } = new PluginTransformer(
      this.resource
    ).toObject()
    const { manifest } = this.resource.plugin
    return {
      ...{ id, version, title, summary, publisher, status, reason },
      categories: categoriesOf(manifest),
      adds: addedBy(manifest).map(({ kind, names }) => ({ kind, count: names.length })),
    }
  }
}

/** What is under way or waits stands above the history. */
const isSettled = ({ state }: { state: string }) => !['moving', 'held'].includes(state)

/** The page of one plugin. */
export class PluginPageTransformer extends BaseTransformer<PluginPage> {
  toObject() {
    const { install, upgrades, isPrivate, added, sources } = this.resource
    const open = upgrades.find(isOpen)
    return {
      ...new PluginTransformer(this.resource).toObject(),
      ...{ isPrivate, added, sources },
      pinnedVersion: install?.pinnedVersion ?? null,
      removal: install?.removal
        ? { kind: install.removal, on: install.endsAt!.toISODate()! }
        : null,
      upgrade: open
        ? { version: open.toVersion, state: open.state, kind: open.kind, reason: open.reason }
        : null,
      preview: previewOf(this.resource),
      backTo: this.#backTo(),
      history: upgrades
        .filter(isSettled)
        .map(({ id, kind, fromVersion, toVersion, state, reason, createdAt }) => ({
          ...{ id, kind, fromVersion, toVersion, state, reason },
          at: createdAt.toISO()!,
        })),
      releases: this.resource.releases.map(({ version, at, changes }) => ({
        version,
        at: at.toISOString(),
        changes: sentencesOf(changes),
      })),
    }
  }

  /** The version before the one that runs, where it was upgraded. */
  #backTo() {
    const { install, upgrades } = this.resource
    const last = upgrades.find(
      ({ kind, toVersion, state }) =>
        kind === 'upgrade' && toVersion === install?.version && ['soaking', 'done'].includes(state)
    )
    return last?.fromVersion ?? null
  }
}

function previewOf({ preview, install }: PluginPage) {
  if (!preview) {
    return null
  }
  const { version, manifest, changes, restarts, missing } = preview
  return {
    ...{ version, restarts },
    changes: sentencesOf(changes),
    isRefused: install?.refusedVersion === version,
    scopes: manifest.scopes
      .filter(({ id }) => missing.includes(id))
      .map(({ id, why }) => ({ id, why: String(why), isOptional: false, isGranted: false })),
    fields: describeSettings(manifest.settings, install?.settings ?? {}),
  }
}

const sentencesOf = (changes: ReturnType<typeof manifestChanges>) =>
  changes.map(({ weight, place, what }) => ({ weight, place, what }))
