/** The door of `plugin_host`: the contract's host. Plugins themselves see `#kit` only. */
export { isRejected } from './mapping/types.js'
export type * from './mapping/types.js'
export type * from './calling/types.js'
export { compileConnector } from './mapping/compile_connector.js'
export type { CompiledConnector } from './mapping/compile_connector.js'
export { requestWindow } from './calling/request_window.js'
export { isApiConnector, pluginRegistry } from './registry/plugin_registry.js'
export type { ConnectorEntry } from './registry/plugin_registry.js'
