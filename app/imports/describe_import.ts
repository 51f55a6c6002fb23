import type { TenantTransaction } from '#foundation'
import { columnIds, replacesOwn } from './mapping/mapping.js'
import type Import from './models/import.js'
import { rejectedReasonsOf, type RejectedReason } from './queries/rejected_reasons_of.js'
import type { Finding } from './reading/format.js'
import type { ExcludedRow } from './reading/layout.js'

/** What was assumed about a file, what was left out of it, and why rows were rejected. */
export interface ImportDescription {
  importId: string
  runId: string | null
  source: string | null
  fileName: string
  state: string
  records: { read: number; written: number; rejected: number; excluded: number }
  days: { from: string; to: string } | null
  /** What one row stands for: a day, week, month, quarter or year. */
  grain: string
  columns: DescribedColumn[]
  findings: { label: string; column: string | null; text: string; evidence: string; tone: string }[]
  ignoredColumns: { name: string; reason: string }[]
  excludedRows: ExcludedRow[]
  rejections: RejectedReason[]
  error: { code: string; message: string } | null
}

interface DescribedColumn {
  name: string
  use: string
  /** Ids of the metrics or dimensions that it feeds. */
  feeds: string[]
  unit: string | null
  scale: string | null
}

const MOST_EXCLUDED = 100

export async function describeImport(
  tenant: TenantTransaction,
  found: Import
): Promise<ImportDescription> {
  const { id: importId, runId, source, fileName, state, inspection, outcome } = found
  const excluded = inspection.excluded ?? []
  return {
    ...{ importId, runId, source, fileName, state },
    days: outcome.days ?? null,
    grain: found.mapping.grain ?? 'day',
    records: { ...countsOf(outcome), excluded: excluded.length },
    columns: columnsOf(found),
    findings: inspection.findings.filter(({ tone }) => tone !== 'certain').map(plainFinding),
    ignoredColumns: ignoredColumns(found),
    excludedRows: excluded.slice(0, MOST_EXCLUDED),
    rejections: runId ? await rejectedReasonsOf(tenant, runId) : [],
    error: found.errorCode ? { code: found.errorCode, message: found.errorMessage ?? '' } : null,
  }
}

function countsOf({ read = 0, written = 0, rejected = 0 }: Import['outcome']) {
  return { read, written, rejected }
}

function plainFinding({ label, column, text, evidence, tone }: Finding) {
  return { label, column: column ?? null, text, evidence, tone }
}

function columnsOf({ mapping, source }: Import): DescribedColumn[] {
  const ids = columnIds(
    source ?? 'source',
    mapping.columns.map(({ name }) => name)
  )
  return mapping.columns.map(({ name, use, target, unit, scale }, index) => {
    const isFed = use === 'metric' || use === 'dimension'
    const own = replacesOwn(target) ? [] : [ids[index]]
    return {
      ...{ name, use },
      feeds: isFed ? [...own, ...(target === null ? [] : [target])] : [],
      unit: use === 'metric' ? unit : null,
      scale: use === 'metric' ? (scale ?? 'units') : null,
    }
  })
}

/** Columns that are left out, and fields that came too late to be one. */
function ignoredColumns({ mapping, inspection, outcome }: Import) {
  const left = mapping.columns.flatMap(({ name, use }, index) =>
    use === 'ignore' ? [{ name, reason: inspection.columns[index]?.evidence ?? 'Left out.' }] : []
  )
  const late = (outcome.ignored ?? inspection.ignored ?? []).map(({ name, firstPosition }) => ({
    name,
    reason: `Columns come from the first 1,000 records; the first value is in row ${firstPosition}.`,
  }))
  return [...left, ...late]
}
