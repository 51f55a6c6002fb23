import type { TenantTransaction } from '#foundation'
import { describeImport, type ImportDescription } from '../describe_import.js'
import { ignoredNotice } from '../ignored_notice.js'
import {
  columnIds,
  replacesOwn,
  rowCountId,
  type ColumnMapping,
  type Mapping,
} from '../mapping/mapping.js'
import { openQuestions, type OpenQuestion } from '../mapping/open_questions.js'
import { offeredDimension } from '#shared/columns/known_dimensions'
import type { Grain } from '../typing/calendar.js'
import { offeredMetric } from '#shared/columns/known_metrics'
import { NUMERIC } from '../typing/settle_columns.js'
import type Import from '../models/import.js'
import type { ImportOutcome, ImportState } from '../models/import.js'
import { rejectedRowsOf, type RejectedRow } from '../queries/rejected_rows_of.js'
import type { Choice, FileFormat, Finding } from '../reading/format.js'
import type { ColumnProfile, ColumnType } from '../typing/column_profile.js'

export interface ColumnCard {
  mapping: ColumnMapping
  type: ColumnType
  evidence: string
  misfits: number
  samples: string[]
  /** Metric or shared dimension of the catalogue that the name means. */
  offer: { use: 'metric' | 'dimension'; target: string; unit: string } | null
}

export interface ImportSummary {
  id: string
  fileName: string
  byteSize: number
  state: ImportState
  createdAt: string
  source: string | null
  sourceName: string | null
  outcome: Partial<ImportOutcome>
  error: { code: string; message: string } | null
}

/** Where a wizard stands, as the page draws it. */
export interface ImportPage extends ImportSummary {
  connectionId: string | null
  findings: Finding[]
  format: FileFormat
  columns: ColumnCard[]
  preview: { position: number; cells: string[]; fault: string | null }[]
  mapping: Pick<Mapping, 'mode' | 'fixedDay' | 'currency'> & { countsRows: boolean }
  questions: PageQuestion[]
  /** What was assumed, left out and rejected; of an import that has ended. */
  details: ImportDescription | null
  isComplete: boolean
  rowsSampled: number
  progress: { read: number; rejected: number; bytesRead: number } | null
  rejected: RejectedRow[]
  /** Ids of the metrics that the import feeds, for charting. */
  metrics: string[]
  /** What one row stands for. */
  grain: Grain
  /** First and last day that landed. */
  days: { from: string; to: string } | null
  /** What was left out of the file, in sentences. */
  leftOut: string[]
}

/** What only a person can decide, with the answers to choose from. */
export interface PageQuestion {
  field: Finding['field'] | 'currency'
  label: string
  column: string | null
  text: string
  choices: Choice[]
}

export function summaryOf(found: Import): ImportSummary {
  return {
    id: found.id,
    fileName: found.fileName,
    byteSize: found.byteSize,
    state: found.state,
    createdAt: found.createdAt.toISO()!,
    source: found.source,
    sourceName: found.sourceName,
    outcome: found.outcome,
    error: found.errorCode ? { code: found.errorCode, message: found.errorMessage ?? '' } : null,
  }
}

export async function pageOf(tenant: TenantTransaction, found: Import): Promise<ImportPage> {
  const { inspection, mapping, format } = found
  return {
    ...summaryOf(found),
    connectionId: found.connectionId,
    findings: inspection.findings,
    format,
    columns: columnCards(found),
    preview: inspection.preview.map(({ position, cells, fault }) => ({
      position,
      cells: cells.map((cell) => cell.slice(0, 120)),
      fault: fault?.reason ?? null,
    })),
    mapping: orderOf(mapping),
    questions: openQuestions(inspection, mapping).map(questionOf),
    details: found.state === 'finished' ? await describeImport(tenant, found) : null,
    isComplete: inspection.isComplete,
    rowsSampled: inspection.rowsSampled,
    progress: await progressOf(tenant, found),
    rejected: found.runId ? await rejectedRowsOf(tenant, { runId: found.runId, limit: 100 }) : [],
    metrics: metricsOf(found),
    grain: mapping.grain ?? 'day',
    days: found.outcome.days ?? null,
    leftOut: (found.outcome.ignored ?? []).map(ignoredNotice),
  }
}

function questionOf({ field, label, column, text, choices }: OpenQuestion): PageQuestion {
  return { field, label, column: column ?? null, text, choices }
}

function orderOf({ mode, fixedDay, currency, countsRows = false }: Mapping) {
  return { mode, fixedDay, currency, countsRows }
}

function columnCards({ inspection, mapping }: Import): ColumnCard[] {
  return inspection.columns.map((column, index) => ({
    mapping: mapping.columns[index],
    type: column.type,
    evidence: column.evidence,
    misfits: column.misfits,
    samples: column.samples,
    offer: offerOf(column),
  }))
}

function offerOf({ name, type }: ColumnProfile): ColumnCard['offer'] {
  const dimension = offeredDimension(name)
  if (dimension !== undefined && !NUMERIC.includes(type)) {
    return { use: 'dimension', target: dimension, unit: 'number' }
  }
  const metric = offeredMetric(name)
  return metric ? { use: 'metric', target: metric.id, unit: metric.unit } : null
}

function metricsOf({ source, mapping }: Import): string[] {
  const ids = columnIds(
    source ?? '',
    mapping.columns.map(({ name }) => name)
  )
  const columns = mapping.columns.flatMap(({ use, target }, index) =>
    use === 'metric' ? [replacesOwn(target) ? target! : ids[index]] : []
  )
  return mapping.countsRows ? [...columns, rowCountId(source ?? '')] : columns
}

export async function progressOf(tenant: TenantTransaction, { runId }: Import) {
  if (!runId) {
    return null
  }
  const { rows } = await tenant.query<{ read: number; rejected: number; bytesRead: number }>(
    `SELECT greatest(records_read, (progress ->> 'rowsRead')::float8) AS read, records_rejected::float8 AS rejected,
       coalesce((progress ->> 'bytesRead')::float8, 0) AS "bytesRead"
     FROM sync_runs WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, runId]
  )
  return rows[0] ?? null
}
