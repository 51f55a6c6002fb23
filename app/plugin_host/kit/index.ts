/** The plugin kit: the only module a plugin imports. See docs/plugin-developers.md. */
export type * from './text.js'
export type * from './auth.js'
export type * from './stream.js'
export type * from './manifest.js'
export { SDK_VERSION, definePlugin } from './manifest.js'
export type * from './sample_business.js'
export type * from './sandbox.js'
export { defineVendorSandbox, opaqueId } from './sandbox.js'
