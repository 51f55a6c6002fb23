import { Type } from 'typebox'
import { scope } from './auth.js'
import { connector } from './connector.js'
import { offers } from './contribution.js'
import { hooksText } from './hook.js'
import { pluginMetric } from './metric.js'
import {
  humanText,
  list,
  named,
  object,
  optional,
  plainText,
  shaped,
  type Static,
} from './notation.js'
import { objectSchema } from './settings.js'

/** One versioned module. Everything in it survives `JSON.stringify`. */
export const plugin = object({
  id: Type.Unsafe<`${string}/${string}`>(
    shaped('^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$', 'vendor/plugin in lower case')
  ),
  version: shaped('^\\d+\\.\\d+\\.\\d+$', 'a version like 1.2.3'),
  /** Range of the contract version it was written for. */
  sdk: shaped('^\\^\\d+(\\.\\d+)?$', 'a range like ^1.2'),
  title: humanText,
  summary: humanText,
  licence: plainText,
  publisher: optional(plainText),
  /** Vendor family: its sources share one OAuth client per way of signing in, one consent and the `app` limits. */
  family: optional(shaped('^[a-z0-9][a-z0-9-]*$', 'a name in lower case')),
  icon: optional(plainText),
  links: optional(
    object({
      documentation: optional(plainText),
      support: optional(plainText),
      privacy: optional(plainText),
    })
  ),
  /** What `{ i18n }` means, by key: `import texts from './lang/en.json' with { type: 'json' }`. A key without text is refused. */
  texts: optional(named(plainText)),
  /** The text of `hooks.js`: the host puts it here when it loads the plugin, so that a version is whole. */
  hooks: optional(hooksText),
  scopes: list(scope),
  settings: optional(objectSchema),
  metrics: optional(named(pluginMetric)),
  connectors: optional(named(connector)),
  /** Ready-made dashboards. */
  dashboards: offers.dashboards,
  /** Templates of reports. */
  reports: offers.reports,
  /** Ready-made KPIs. */
  kpis: offers.kpis,
  /** Ready-made alert rules. */
  alerts: offers.alerts,
})

export type Plugin = Static<typeof plugin>

/** The contract's own version; a plugin's `sdk` range is held against it. */
export const SDK_VERSION = '1.0.0'

/** Declares a plugin. Returns the manifest unchanged, with its literal type. */
export const definePlugin = <const Manifest extends Plugin>(manifest: Manifest): Manifest =>
  manifest
