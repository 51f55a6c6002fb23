import type { ObjectSchema, PropertySchema } from '#kit'

/** A settings schema as a list of fields, which is what a form is drawn from. Values of secrets stay on the server. */
export function describeSettings(
  schema: ObjectSchema | undefined,
  values: Record<string, unknown> = {}
) {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const value = values[name] ?? property.default ?? null
    return {
      name,
      label: property.title,
      help: property.description ?? null,
      kind: kindOf(property),
      options: optionsOf(property),
      isLiveOnly: property.liveOnly ?? false,
      isRequired: schema!.required?.includes(name) ?? false,
      value: property.format === 'secret' ? null : drawn(value),
    }
  })
}

const optionsOf = ({ enum: choices = [], labels = {} }: PropertySchema) =>
  choices.map(String).map((value) => ({ value, label: labels[value] ?? value }))

function drawn(value: unknown) {
  return Array.isArray(value) ? value.join(', ') : (value as string | number | boolean | null)
}

const DRAWN = ['date', 'secret', 'certificate'] as const

function kindOf({ type, format, enum: choices }: PropertySchema) {
  if (choices) {
    return 'choice' as const
  }
  if (type === 'boolean') {
    return 'switch' as const
  }
  if (type === 'number' || type === 'integer') {
    return 'number' as const
  }
  return DRAWN.find((each) => each === format) ?? ('text' as const)
}
