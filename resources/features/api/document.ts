/** The parts of an OpenAPI 3.1 document that a person reads. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: (string | number | null)[]
  const?: string
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  oneOf?: Schema[]
  contentSchema?: Schema
  default?: string | number
  format?: string
  maxItems?: number
}
export type Content = Record<string, { schema: Schema; example?: unknown }>
export type Operation = {
  summary: string
  description?: string
  security?: Record<string, string[]>[]
  parameters?: {
    name: string
    in: string
    required?: boolean
    schema: Schema
    description?: string
  }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}
export type Description = {
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
