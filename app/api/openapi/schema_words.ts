/** What the schemas of the API description are written with. */
export const nullable = (type: string) => ({ type: [type, 'null'] })
export const day = { type: 'string', format: 'date' }
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

export function object(properties: Record<string, unknown>, optional: string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', required, properties, additionalProperties: false }
}

export const byName = (value: unknown) => ({ type: 'object', additionalProperties: value })
