import type { DateTime } from 'luxon'
import { assertFlow } from '#billing'
import { enqueue, Refusal, type TenantTransaction } from '#foundation'
import { listDimensions, listMetrics, registerSourceMetrics } from '#metrics'
import type Organization from '#organizations/models/organization'
import { openRun } from '#sync'
import { registerStream } from '#warehouse'
import { assertSameGrain } from '../assert_same_grain.js'
import { assertFilesAreOn } from '../file_plugin.js'
import { adoptSlots } from '../mapping/adopt_slots.js'
import { adoptTargets, hasTargets } from '../mapping/adopt_targets.js'
import { assertFitsFile } from '../mapping/assert_fits_file.js'
import { assertMapping } from '../mapping/check_mapping.js'
import { assertAnswered } from '../mapping/open_questions.js'
import { dimensionsOf, grainOf, slotsOf } from '../mapping/map_plan.js'
import { columnIds, replacesOwn, rowCountId, type Mapping } from '../mapping/mapping.js'
import { rememberMapping, withRefusals } from '../mapping/remembered_mapping.js'
import { suggestMapping } from '../mapping/suggest_mapping.js'
import Import from '../models/import.js'
import { noteImport } from '../note_import.js'
import {
  ensureSource,
  ROWS_STREAM,
  rowsStreamOf,
  streamModeFor,
  type FileSource,
} from '../sources.js'

export interface ImportOrder {
  sourceName: string
  mapping: Mapping
  /** The person was asked about a file that was imported before, and said yes. */
  again?: boolean
  /** What the file leaves open is taken as it was found. */
  accept?: boolean
  requestedBy: string | null
  correlationId: string
  now: DateTime
}

export const IMPORT_QUEUE = { name: 'imports.run' }

/** Whatever wants a file imported, a worker does it, and the import has no other holder than this job. */
export function enqueueImport(tenant: TenantTransaction, importId: string) {
  const { organizationId } = tenant
  const options = { within: tenant, group: organizationId }
  return enqueue(IMPORT_QUEUE, { organizationId, importId }, options)
}

/** A try that failed may have come far, but its rows are gone. */
const AT_THE_BEGINNING = {
  state: 'queued' as const,
  lastPosition: 0,
  outcome: {},
  errorCode: null,
  errorMessage: null,
}

/** Makes an inspected file an import: the source, its metrics and the run exist from here on. */
export default class StartImport {
  async execute(
    tenant: TenantTransaction,
    organization: Organization,
    { found, order }: { found: Import; order: ImportOrder }
  ): Promise<Import> {
    assertAnswered(found.inspection, order)
    assertFitsFile(order.mapping, found.inspection.columns)
    assertMapping(order.mapping)
    await assertFilesAreOn(tenant)
    await assertFlow(tenant, 'records', order.now)
    const { sourceName: name, requestedBy, correlationId } = order
    const now = order.now.toJSDate()
    const source = await ensureSource(tenant, { name, createdBy: requestedBy })
    await this.assertNew(organization, { found, source, order })
    const meant = {
      ...order.mapping,
      grain: grainOf(found.inspection, order.mapping),
      ...(order.accept && { accept: true }),
    }
    const mapping = await this.declare(tenant, source, { ...order, mapping: meant })
    const { connectionId, slug, name: sourceName } = source
    const opening = { connectionId, kind: 'import' as const, requestedBy, correlationId, now }
    const run = await openRun(tenant, opening)
    const suggested = suggestMapping(found.inspection, mapping.currency)
    const chosen = withRefusals(mapping, suggested)
    await rememberMapping(tenant, { mapping: chosen, format: found.format, now })
    found.merge({ connectionId, runId: run.id, source: slug, sourceName, mapping })
    found.merge(AT_THE_BEGINNING)
    await found.useTransaction(tenant.trx).save()
    await noteImport(tenant, found, {
      action: 'import.started',
      actor: { id: requestedBy },
      detail: { mode: mapping.mode },
    })
    await enqueueImport(tenant, found.id)
    return found
  }

  /** The same content twice would count its rows twice. */
  private async assertNew(
    organization: Organization,
    { found, source, order }: { found: Import; source: FileSource; order: ImportOrder }
  ) {
    if (order.again || order.mapping.mode !== 'append') {
      return
    }
    const earlier = await Import.of(organization)
      .where({ checksum: found.checksum, connection_id: source.connectionId })
      .whereIn('state', ['queued', 'running', 'finished'])
      .first()
    if (earlier) {
      throw new Refusal({
        code: 'E_IMPORT_REPEATED',
        status: 409,
        message: `This file was already imported into “${source.name}” on ${earlier.createdAt.toISODate()}. Adding it again would count its rows twice: replace the days it covers, or say that you want it again.`,
        detail: { importId: earlier.id },
      })
    }
  }

  /** Answers the mapping as the source already understands its columns. */
  private async declare(tenant: TenantTransaction, source: FileSource, order: ImportOrder) {
    const { connectionId, slug } = source
    const { grain = 'day' } = order.mapping
    await assertSameGrain(tenant, { connectionId, grain })
    const known = await rowsStreamOf(tenant, connectionId)
    const aimed = hasTargets(order.mapping)
      ? await this.aim(tenant, source, order.mapping)
      : order.mapping
    const mapping = adoptSlots(aimed, slug, known?.slots ?? [])
    await registerStream(tenant, {
      connectionId,
      name: ROWS_STREAM,
      mode: streamModeFor(mapping, known),
      channel: null,
      slots: slotsOf(mapping, slug),
      dimensions: dimensionsOf(mapping, slug),
      period: grain,
    })
    const metrics = ownMetrics(mapping, slug)
    await registerSourceMetrics(tenant, { connectionId, metrics, now: order.now.toJSDate() })
    return mapping
  }

  private async aim(tenant: TenantTransaction, source: FileSource, mapping: Mapping) {
    const { connectionId, slug } = source
    const metrics = await listMetrics(tenant)
    const dimensions = await listDimensions(tenant)
    return adoptTargets(mapping, { metrics, dimensions, connectionId, source: slug })
  }
}

/** What the source adds to the catalogue; columns mapped to a metric of the catalogue add nothing. */
function ownMetrics(mapping: Mapping, source: string) {
  const count = {
    id: rowCountId(source),
    label: 'Rows',
    unit: 'count' as const,
    aggregation: 'sum' as const,
    currency: null,
  }
  return [...ownColumns(mapping, source), ...(mapping.countsRows ? [count] : [])]
}

function ownColumns(mapping: Mapping, source: string) {
  const names = mapping.columns.map(({ name }) => name)
  const ids = columnIds(source, names)
  return mapping.columns
    .map((column, position) => ({ column, id: ids[position] }))
    .filter(({ column }) => column.use === 'metric' && !replacesOwn(column.target))
    .map(({ column: { name: label, unit, aggregation, own }, id }) => ({
      id,
      label,
      unit,
      aggregation,
      ...own,
      currency: (own?.unit ?? unit) === 'currency' ? mapping.currency : null,
    }))
}
