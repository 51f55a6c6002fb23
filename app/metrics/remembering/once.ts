import type { TenantTransaction } from '#foundation'

const known = new WeakMap<TenantTransaction, Map<string, Promise<unknown>>>()

/**
 * What several questions of one page need alike, read once for all of them: while a transaction can only read, it stays true.
 */
export function once<Value>(
  tenant: TenantTransaction,
  key: unknown[],
  make: () => Promise<Value>
): Promise<Value> {
  if (!tenant.isReadOnly) {
    return make()
  }
  const made = known.get(tenant) ?? new Map<string, Promise<unknown>>()
  known.set(tenant, made)
  const name = JSON.stringify(key)
  const value = (made.get(name) as Promise<Value> | undefined) ?? make()
  made.set(name, value)
  value.catch(() => made.delete(name))
  return value
}
