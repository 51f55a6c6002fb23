/** The plugin kit: the only module a plugin imports. See docs/plugin-developers.md. */
export type { Answer, Cel, Duration, Path, Range, Template, Text } from './notation.js'
export type * from './auth.js'
export type * from './error_rule.js'
export { refusals } from './error_rule.js'
export type { Hook, HookAnswer, HookEffect, HookInput } from './hook.js'
export type { Call, Format, Page, Report } from './call.js'
export type { Http, Limit, Quota } from './http.js'
export type * from './facts.js'
export { factsOf } from './facts.js'
export type { Cursor, Parents, Stream } from './stream.js'
export type { ObjectSchema, PropertySchema } from './settings.js'
export type { MetricUnit, PluginMetric } from './metric.js'
export type * from './signature.js'
export type { Notify, Provides } from './provides.js'
export type { DeliveredStream, Verification, Webhooks } from './webhook.js'
export type {
  Accounts,
  ApiConnector,
  Category,
  Connector,
  DatabaseConnector,
  FileConnector,
  FileFormat,
  Sunset,
  WebhookConnector,
} from './connector.js'
export type { ContributionTemplate } from './contribution.js'
export type { Plugin } from './manifest.js'
export { SDK_VERSION, definePlugin } from './manifest.js'
export type * from './sample_business.js'
export type * from './sandbox.js'
export { defineVendorSandbox, hmacOf, opaqueId } from './sandbox.js'
export type * from './wire_auth.js'
export type * from './wire_queries.js'
export type * from './wire.js'
export { defineVendorWire } from './wire.js'
