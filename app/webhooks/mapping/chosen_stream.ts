import type { TenantTransaction } from '#foundation'
import { mappedStream, type FieldMapping } from '#mapping'
import type { webhooksOf } from '#reading'

type ChosenStream = NonNullable<Parameters<typeof webhooksOf>[2]>

/** What a person chose for the fields of a delivery, and where its records are in the body; `$` is the whole of it. */
export type DeliveryMapping = FieldMapping & { records: string }

/** Name of the stream that a person described. */
export const CHOSEN_STREAM = 'deliveries'

/** What a person said about the deliveries of a source, as a stream; null where nobody has said anything yet. */
export async function chosenStreamOf(
  tenant: TenantTransaction,
  source: { id: string }
): Promise<ChosenStream | null> {
  const { rows } = await tenant.query<{ mapping: DeliveryMapping | null }>(
    'SELECT mapping FROM webhook_endpoints WHERE organization_id = $1 AND connection_id = $2',
    [tenant.organizationId, source.id]
  )
  const mapping = rows[0]?.mapping
  return mapping ? streamOf(mapping) : null
}

export function streamOf(mapping: DeliveryMapping): ChosenStream {
  const { records, version } = mapping
  return {
    name: CHOSEN_STREAM,
    route: {
      ...{ stream: CHOSEN_STREAM, records },
      ...(version === null ? {} : { version: `field(record, ${JSON.stringify(version)})` }),
    },
    ...mappedStream(mapping),
  }
}
