import { join } from 'node:path'

const NAME = /^[A-Za-z_$][\w$]*$/

/** A value as TypeScript source, as an author would write it. */
export function literalOf(value: unknown): string {
  if (typeof value === 'string') {
    return quoted(value)
  }
  if (Array.isArray(value)) {
    return `[${value.map(literalOf).join(', ')}]`
  }
  if (typeof value !== 'object' || value === null) {
    return String(value)
  }
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{ ${entries.map(([name, each]) => `${nameOf(name)}: ${literalOf(each)}`).join(', ')} }`
}

const nameOf = (name: string) => (NAME.test(name) ? name : quoted(name))

const quoted = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`

/** As `npm run format` would leave it. */
export async function formatted(root: string, path: string, text: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier')
  const filepath = join(root, path)
  return format(text, { ...(await resolveConfig(filepath)), filepath })
}
