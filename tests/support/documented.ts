import type { Plugin } from '#kit'
import { compileConnector } from '#reading/map/compile_connector'
import type { MappingAccount } from '#reading/map/types'

/** A record of a vendor's documentation and the facts that it becomes, as `tests/documented.ts` of a plugin lists them. */
export interface DocumentedCase {
  title: string
  stream: string
  record: unknown
  account?: Partial<MappingAccount>
  settings?: Record<string, unknown>
  facts: Record<string, unknown>[]
}

const HARBOR: MappingAccount = {
  id: '1',
  name: 'Harbor',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  attributes: {},
}

/** The facts of a record, with numbers by metric. A rejected record throws its reason. */
export function factsOf(manifest: Plugin, documented: DocumentedCase): Record<string, unknown>[] {
  const { stream, record, account, settings = {} } = documented
  const [connector] = Object.keys(manifest.connectors!)
  const { streams } = compileConnector(manifest, connector)
  const scope = { account: { ...HARBOR, ...account }, settings, today: '2026-11-20' }
  const { batches, rejected } = streams.get(stream)!.mapPage([record], scope)
  if (rejected.length > 0) {
    throw new Error(rejected.map(({ reason }) => reason).join(' '))
  }
  return [...batches].flatMap(([name, { facts }]) =>
    facts.map(({ day, currency, entity, dimensions, numbers }) => ({
      day,
      currency,
      entity: `${entity.kind} ${entity.externalId}`,
      ...(Object.keys(dimensions).length > 0 && { dimensions }),
      ...Object.fromEntries(
        streams.get(name)!.slots.map(({ metric }, at) => [metric, numbers[at]])
      ),
    }))
  )
}
