import { anything, humanText, named, object, optional, type Static } from './notation.js'

/**
 * Something ready-made that people take over as their own: a dashboard, a report, a KPI, an alert rule. What is taken over is a
 * copy: it stays when the plugin is upgraded or uninstalled.
 */
export const contribution = object({
  title: humanText,
  summary: optional(humanText),
  /** In the form of the part of the product that uses it; `plugin:test` holds it against that form. */
  definition: named(anything),
})
export type ContributionTemplate = Static<typeof contribution>

/** Names in lower case; with the plugin's id they make `vendor/plugin:name`, which never changes. */
const byName = optional(
  named(contribution, {
    propertyNames: {
      pattern: '^[a-z0-9][a-z0-9_-]{0,63}$',
      description: 'named in lower case, like weekly_overview',
    },
  })
)

/** What a plugin offers besides sources, by kind. */
export const offers = {
  dashboards: byName,
  reports: byName,
  kpis: byName,
  alerts: byName,
}
