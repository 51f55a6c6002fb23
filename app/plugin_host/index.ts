/** Public API of `plugin_host`: the contract's host. Plugins themselves see `#kit` only. */
export { pluginRegistry } from './registry/plugin_registry.js'
export { metricOf } from './manifest/metric_of.js'
export { pluginGrant, whyPluginsAreOff } from './queries/plugin_grant.js'
export { requirePlugin } from './actions/require_plugin.js'
export { describeSettings } from './settings/describe_settings.js'
export { acceptSettings } from './settings/accept_settings.js'
export { steeringSettings } from './settings/steering_settings.js'
