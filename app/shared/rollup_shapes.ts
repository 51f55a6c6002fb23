/** What the sums of a stream are kept by, besides the day and the currency. */
export interface RollupShape {
  id: number
  /** Sums of a month stand on its first day. */
  period: 'day' | 'month'
  byEntity: boolean
  /** The dimensions that a sum still tells; null where it tells every one, [] where none. */
  dimensions: string[] | null
  /** Sums for each fact, as measured; a question takes the smallest that knows enough. */
  share: number
}

/** Whether sums of the shape tell what is asked. */
export function tells(
  shape: RollupShape,
  needed: { entity: boolean; dimensions: string[] }
): boolean {
  const { byEntity, dimensions } = shape
  return (
    (byEntity || !needed.entity) &&
    (dimensions === null || needed.dimensions.every((id) => dimensions.includes(id)))
  )
}
