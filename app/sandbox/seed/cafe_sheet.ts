import { Readable } from 'node:stream'
import logger from '@adonisjs/core/services/logger'
import { newId, Refusal, withTenant } from '#foundation'
import { acceptUpload, queueFileImport } from '#imports'
import type { Organization } from '#organizations'
import { SAMPLE_SEED, type SampleWindow } from '../business/business.js'
import { addDays } from '../business/days.js'
import { footfallSheet } from '../business/footfall.js'

const SOURCE_NAME = 'Café footfall'
/** Made from the name; a source that was renamed keeps it. */
const SOURCE_SLUG = 'cafe-footfall'

interface Sheet {
  /** Last day that it covers; none where its rows are still to land. */
  lastDay: string | null
  /** A person has taken one of its imports back, or one is on its way or has failed. */
  isLeftAlone: boolean
}

/**
 * The managers' sheet, handed over like any other file: the first time from the first day on, later the days since. Answers
 * the runs that this started.
 */
export async function ensureCafeSheet(
  organization: Organization,
  { requestedBy, window }: { requestedBy: string | null; window: SampleWindow }
): Promise<string[]> {
  const sheet = await sheetOf(organization)
  if (sheet?.isLeftAlone || (sheet && sheet.lastDay === null)) {
    return []
  }
  const from = sheet?.lastDay ? addDays(sheet.lastDay, 1) : window.from
  // A sheet tells of days that are over.
  if (from >= window.to) {
    return []
  }
  const file = await acceptUpload(Readable.from([Buffer.from(sheetFrom(from, window))]), {
    fileName: 'cafe-footfall.csv',
    organizationId: organization.id,
  })
  const order = { organization, file, sourceName: SOURCE_NAME, requestedBy, correlationId: newId() }
  return queueFileImport(order).then(({ runId }) => [runId!], goWithout)
}

const sheetFrom = (from: string, { to }: SampleWindow) => footfallSheet(from, to, SAMPLE_SEED)

/** Files were switched off, or another process has handed the same days over a moment ago: neither ends a start. */
function goWithout(error: unknown): string[] {
  if (!(error instanceof Refusal)) {
    throw error
  }
  logger.warn({ code: error.code }, `The sample's sheet stays as it is. ${error.message}`)
  return []
}

function sheetOf(organization: Organization): Promise<Sheet | undefined> {
  return withTenant(
    organization.id,
    async (tenant) => {
      const { rows } = await tenant.query<Sheet>(
        `SELECT (SELECT f.day::text FROM facts f
             JOIN source_streams s ON s.organization_id = $1 AND s.id = f.stream_id
             WHERE f.organization_id = $1 AND s.connection_id = c.id
             ORDER BY f.day DESC LIMIT 1) AS "lastDay",
           EXISTS (SELECT 1 FROM imports i WHERE i.organization_id = $1 AND i.connection_id = c.id
             AND i.state <> 'finished') AS "isLeftAlone"
         FROM connections c WHERE c.organization_id = $1 AND c.slug = $2`,
        [organization.id, SOURCE_SLUG]
      )
      return rows[0]
    },
    { readOnly: true }
  )
}
