import { Refusal } from '#foundation'
import type { SourceStream } from '../reading/read_streams.js'
import { proposalFor } from './nearest.js'
import { DIMENSIONS, type DimensionDefinition } from './dimensions.js'

/** The canonical dimensions and those that the organization's own streams bring. */
export class DimensionCatalogue {
  private readonly definitions: Map<string, DimensionDefinition>

  constructor(streams: SourceStream[]) {
    const own = streams.flatMap(ownDimensions)
    this.definitions = new Map(
      [...own, ...DIMENSIONS].map((dimension) => [dimension.id, dimension])
    )
  }

  all(): DimensionDefinition[] {
    return [...this.definitions.values()]
  }

  find(id: string): DimensionDefinition | undefined {
    return this.definitions.get(id)
  }

  get(id: string): DimensionDefinition {
    const dimension = this.find(id)
    if (!dimension) {
      throw new Refusal({
        code: 'E_DIMENSION_UNKNOWN',
        status: 422,
        message: `There is no dimension "${id}" in this organization. ${proposalFor(id, this.all())}`,
        detail: { dimension: id },
      })
    }
    return dimension
  }
}

function ownDimensions(stream: SourceStream): DimensionDefinition[] {
  const help = `From ${stream.connection}.`
  const common = { group: 'imported' as const, help, connectionId: stream.connectionId }
  return [
    ...Object.entries(stream.breakdowns).map(([id, label]) => ({
      ...common,
      id,
      label,
      kind: 'breakdown' as const,
    })),
    ...stream.entityKinds.map((id) => ({
      ...common,
      id,
      label: titleOf(id),
      kind: 'entity' as const,
    })),
  ]
}

function titleOf(kind: string) {
  const words = kind.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
