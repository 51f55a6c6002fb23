import { setTimeout as wait } from 'node:timers/promises'
import { Refusal, withTenant } from '#foundation'
import { describeImport, type ImportDescription } from './describe_import.js'
import { ignoredNotice } from './ignored_notice.js'
import type { ImportOutcome, ImportState } from './models/import.js'
import Import from './models/import.js'
import type { RejectedReason } from './queries/rejected_reasons_of.js'
import { progressOf } from './transformers/import_page.js'

const LOOK_AGAIN_MS = 300
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export interface FollowedImport {
  organizationId: string
  importId: string
  /** Aborted: nobody watches any more, and the import goes on. */
  signal: AbortSignal
  onProgress: (standing: Standing) => void
}

export interface Standing {
  state: ImportState
  /** Rows read so far. */
  read: number
  /** 0 to 1, of the bytes of the file. */
  share: number
}

export interface ImportReport {
  state: ImportState
  outcome: Partial<ImportOutcome>
  error: { code: string; message: string } | null
  /** What was assumed about the file and should be looked at, in sentences. */
  notices: string[]
  rejected: RejectedReason[]
  /** The same as over REST. */
  described: ImportDescription
}

/** Watches an import until it has ended, and answers how. Throws the signal's reason where nobody watches any more. */
export async function followImport(followed: FollowedImport): Promise<ImportReport> {
  for (;;) {
    const { found, standing } = await look(followed)
    if (standing.state !== 'queued' && standing.state !== 'running') {
      return report(found)
    }
    followed.onProgress(standing)
    await wait(LOOK_AGAIN_MS, undefined, { signal: followed.signal })
  }
}

function look({ organizationId, importId }: FollowedImport) {
  return withTenant(organizationId, async (tenant) => {
    const found = await importOf(organizationId, importId)
    const progress = await progressOf(tenant, found)
    const { byteSize, state } = found
    const share = byteSize > 0 ? (progress?.bytesRead ?? 0) / byteSize : 0
    return { found, standing: { state, read: progress?.read ?? 0, share } }
  })
}

/** The import with this id. Throws a `Refusal` where the organization has none. */
export async function importOf(organizationId: string, id: string): Promise<Import> {
  const found = UUID.test(id)
    ? await Import.of({ id: organizationId }).where('id', id).first()
    : null
  if (!found) {
    throw new Refusal({
      code: 'E_IMPORT_UNKNOWN',
      status: 404,
      message: 'This import does not exist in this organization. See the list of imports.',
    })
  }
  return found
}

async function report(found: Import): Promise<ImportReport> {
  const { organizationId, state, outcome, errorCode, errorMessage } = found
  const described = await withTenant(organizationId, (tenant) => describeImport(tenant, found))
  const checks = described.findings.filter(
    ({ tone, label }) => tone !== 'likely' && label !== 'Ignored column'
  )
  return {
    state,
    outcome,
    error: errorCode ? { code: errorCode, message: errorMessage ?? '' } : null,
    notices: [
      ...checks.map(({ label, text, evidence }) => `${label}: ${text}. ${evidence}`),
      ...described.excludedRows.map(
        ({ position, text, reason }) => `Row ${position} is not read (${text}). ${reason}`
      ),
      ...(outcome.ignored ?? []).map(ignoredNotice),
    ],
    rejected: described.rejections,
    described,
  }
}
