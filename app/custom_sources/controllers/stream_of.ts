import type { SourceDesign } from '../design.js'
import { refuse } from '../manifest/facts_of.js'

/** The list that a request is about. */
export function streamOf({ streams }: SourceDesign, name: string) {
  const stream = streams.find((each) => each.name === name)
  if (!stream) {
    throw refuse('This list is no longer part of the source. Reload the page.')
  }
  return stream
}
