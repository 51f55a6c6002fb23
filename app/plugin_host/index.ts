/** The door of `plugin_host`: the contract's host. Plugins themselves see `#kit` only. */
export { compileConnector } from './mapping/compile_connector.js'
export type { CompiledConnector } from './mapping/compile_connector.js'
export { isRejected } from './mapping/types.js'
export type {
  CompiledStream,
  MappedBatch,
  MappedPage,
  MappedRecord,
  MappingAccount,
  MappingScope,
} from './mapping/types.js'
export { isApiConnector, pluginRegistry } from './registry/plugin_registry.js'
export type { ConnectorEntry } from './registry/plugin_registry.js'
