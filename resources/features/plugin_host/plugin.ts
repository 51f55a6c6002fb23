/** A plugin as the server describes it (plugin_transformer.ts). */
export interface PluginField {
  name: string
  label: string
  help: string | null
  kind: 'choice' | 'switch' | 'number' | 'date' | 'secret' | 'certificate' | 'text'
  options: { value: string; label: string }[]
  isLiveOnly: boolean
  isRequired: boolean
  value: string | number | boolean | null
}

export interface PluginScope {
  id: string
  why: string
  isOptional: boolean
  isGranted: boolean
}

export interface PluginCard {
  id: string
  version: string
  title: string
  summary: string
  publisher: string | null
  documentation: string | null
  status:
    'unavailable' | 'available' | 'consent' | 'enabled' | 'disabled' | 'uninstalling' | 'failed'
  reason: string | null
  /** Days in them are `YYYY-MM-DD`. */
  warnings: string[]
  scopes: PluginScope[]
  fields: PluginField[]
}

export const STATUS = {
  unavailable: { label: 'Cannot be used', color: 'error' },
  available: { label: 'Not in use', color: 'neutral' },
  consent: { label: 'Permission required', color: 'warning' },
  enabled: { label: 'On', color: 'success' },
  disabled: { label: 'Off', color: 'neutral' },
  uninstalling: { label: 'Uninstalled', color: 'warning' },
  failed: { label: 'Failed', color: 'error' },
} as const

export type FieldValues = Record<string, string | number | boolean | null>

/** What stands in a form when it opens. */
export const valuesOf = (fields: PluginField[]): FieldValues =>
  Object.fromEntries(fields.map(({ name, value }) => [name, value]))
