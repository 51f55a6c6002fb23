import type { JobDefinition } from '#foundation/jobs'
import { jobs as files } from '#generated/jobs'

type Exports = Record<string, unknown>
type Folder = { [name: string]: Folder | (() => Promise<Exports>) }

/** Every job of `app/<context>/jobs/`: each runs on a queue of its own name. */
export async function gatherJobs(): Promise<JobDefinition[]> {
  const loaded = await Promise.all(loadersIn(files).map((load) => load()))
  return loaded.flatMap((exports) => Object.values(exports)).filter(isJob)
}

function loadersIn(folder: Folder): (() => Promise<Exports>)[] {
  return Object.values(folder).flatMap((entry) =>
    typeof entry === 'function' ? [entry] : loadersIn(entry)
  )
}

function isJob(exported: unknown): exported is JobDefinition {
  return typeof exported === 'object' && exported !== null && 'queueClass' in exported
}
