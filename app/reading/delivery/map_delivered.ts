import { isRejected, type CompiledStream, type MappingScope } from '../map/types.js'
import type { DeliveredRecord, DeliveredRecords, Delivery, Route } from './delivery.js'

/** Maps the records of a delivery one by one, each with what tells its states apart; of a repeated key the newest counts. */
export function mapDelivered(
  stream: CompiledStream,
  { delivery, route, scope }: { delivery: Delivery; route: Route; scope: MappingScope }
): DeliveredRecords {
  const records = stream.expand(route.recordsOf?.(delivery, scope.settings) ?? [])
  const map = stream.openPage(scope)
  const newest = new Map<string, DeliveredRecord>()
  const rejected: DeliveredRecords['rejected'] = []
  for (const [index, record] of records.entries()) {
    const mapped = map(record, index + 1)
    if (isRejected(mapped)) {
      rejected.push(mapped)
    } else if (mapped) {
      const version = route.versionOf(record, delivery, scope.settings)
      keepNewest(newest, { key: mapped.key, version, mapped })
    }
  }
  return { records: [...newest.values()], rejected }
}

function keepNewest(newest: Map<string, DeliveredRecord>, record: DeliveredRecord) {
  const known = newest.get(record.key)
  if (!known || (record.version ?? 0) >= (known.version ?? 0)) {
    newest.set(record.key, record)
  }
}
