import type { Asking } from '#dashboards'
import { listSources } from '#sync'
import type { ComposedReport } from '#reports/composing/compose_report'
import type { Finding } from '#reports/types'
import { faultsOfContents } from './contents.js'
import { faultsOfNumbers } from './numbers.js'
import { faultsOfSources } from './sources.js'
import { unusualNumbers } from './unusual_numbers.js'

/** Everything that is wrong with a report before it is sent, each as a sentence for who decides. */
export async function findFaults(asking: Asking, report: ComposedReport): Promise<Finding[]> {
  const looked = { asking, report }
  const sources = await listSources(asking.tenant)
  return [
    ...faultsOfContents(looked),
    ...faultsOfNumbers(looked),
    ...faultsOfSources(looked, sources),
    ...(await unusualNumbers(looked)),
  ]
}
