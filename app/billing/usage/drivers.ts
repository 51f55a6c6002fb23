import type { TenantTransaction } from '#foundation'

type Lookup = (tenant: TenantTransaction, ids: string[]) => Promise<Map<string, string>>

const lookups = new Map<string, { lookup: Lookup; permission: string }>()

/** Contexts above give names to what drives usage, and say who may read them. */
export function nameDrivers(kind: string, named: { lookup: Lookup; permission: string }) {
  lookups.set(kind, named)
}

const KINDS: Record<string, string> = {
  source: 'Source',
  api_key: 'API key',
  report: 'Report',
}

/** The names of drivers `kind:id`; for who may not see them, their kind and the end of their id. */
export async function driverNames(
  tenant: TenantTransaction,
  drivers: string[],
  may: (permission: string) => boolean
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const [kind, { lookup, permission }] of lookups) {
    const ids = drivers.filter((driver) => driver.startsWith(`${kind}:`)).map(idOf)
    const found = ids.length > 0 && may(permission) ? await lookup(tenant, ids) : new Map()
    found.forEach((name, id) => names.set(`${kind}:${id}`, name as string))
  }
  const unnamed = drivers.filter((driver) => !names.has(driver))
  unnamed.forEach((driver) => names.set(driver, anonymous(driver)))
  return names
}

const idOf = (driver: string) => driver.slice(driver.indexOf(':') + 1)

function anonymous(driver: string): string {
  const [kind] = driver.split(':')
  return `${KINDS[kind] ?? kind} …${driver.slice(-4)}`
}
