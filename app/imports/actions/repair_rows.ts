import { DateTime } from 'luxon'
import type { RejectedRecord } from '#shared/records'
import { Refusal, type TenantTransaction } from '#foundation'
import { preparePage, registerStream, rollUp, writePage } from '#warehouse'
import { assertFilesAreOn } from '../file_plugin.js'
import { dimensionsOf, planMapping, slotsOf } from '../mapping/map_plan.js'
import { RowMapper, type MappedRow } from '../mapping/map_row.js'
import type Import from '../models/import.js'
import { noteImport, type Actor } from '../note_import.js'
import { rejectedRowsOf, type RejectedRow } from '../queries/rejected_rows_of.js'
import { timeZoneOf } from '../queries/time_zone_of.js'
import { assertNewKeys } from '../assert_new_keys.js'
import { isKeyed, ROWS_STREAM, rowsStreamOf } from '../sources.js'

/** New values by rejected record and column. */
export type Repairs = Record<string, Record<string, string>>

export interface RepairOutcome {
  repaired: number
  /** Rows that still cannot be read, with the new reason. */
  remaining: number
}

/** Reads rejected rows again with the values that a person typed; the good ones land, the others keep waiting. */
export default class RepairRows {
  async execute(
    tenant: TenantTransaction,
    found: Import,
    { repairs, actor }: { repairs: Repairs; actor: Actor }
  ): Promise<RepairOutcome> {
    assertFinished(found)
    await assertFilesAreOn(tenant)
    const ids = Object.keys(repairs)
    const waiting = await rejectedRowsOf(tenant, { runId: found.runId!, ids })
    const { stream, mapper } = await this.prepare(tenant, found)
    const tries = waiting.map((row) => ({
      row,
      result: mapper.map({ position: row.position, cells: cellsOf(found, row, repairs[row.id]) }),
    }))
    const good = tries.flatMap(({ row, result }) =>
      'row' in result ? [{ row, mapped: result.row }] : []
    )
    const bad = tries.flatMap(({ row, result }) =>
      'rejected' in result ? [{ row, rejected: result.rejected }] : []
    )
    const now = DateTime.utc()
    const prefix = isKeyed(stream) ? '' : `${found.id}:`
    const keys = good.map(({ mapped }) => mapped.key)
    await assertNewKeys(tenant, { stream, keys, mode: found.mapping.mode })
    const facts = good.map(({ mapped }) => factOf(mapped, prefix))
    const page = preparePage({ stream, entities: [], facts, events: [] })
    await writePage(tenant, page, { runId: found.runId!, now, isConfirming: isKeyed(stream) })
    await this.settle(
      tenant,
      good.map(({ row }) => row.id),
      now
    )
    await this.renew(tenant, bad)
    await this.recount(tenant, found, facts)
    await rollUp(tenant, { now })
    const outcome = { repaired: good.length, remaining: bad.length }
    await noteImport(tenant, found, { action: 'import.repaired', actor, detail: outcome })
    return outcome
  }

  private async prepare(tenant: TenantTransaction, found: Import) {
    const { mapping, format } = found
    const source = found.source!
    const known = await rowsStreamOf(tenant, found.connectionId!)
    const stream = await registerStream(tenant, {
      connectionId: found.connectionId!,
      name: ROWS_STREAM,
      mode: known!.mode,
      channel: known!.channel,
      slots: slotsOf(mapping, source),
      dimensions: dimensionsOf(mapping, source),
    })
    const timeZone = await timeZoneOf(tenant)
    const plan = planMapping(mapping, format, { source, slots: stream.slots, timeZone })
    return { stream, mapper: new RowMapper(plan) }
  }

  private async settle(tenant: TenantTransaction, ids: string[], now: DateTime) {
    await tenant.query(
      `UPDATE rejected_records SET resolved_at = $3
       WHERE organization_id = $1 AND id = ANY($2::uuid[])`,
      [tenant.organizationId, ids, now.toJSDate()]
    )
  }

  /** The person's values stay, with what is still wrong about them. */
  private async renew(
    tenant: TenantTransaction,
    bad: { row: RejectedRow; rejected: RejectedRecord }[]
  ) {
    for (const { row, rejected } of bad) {
      await tenant.query(
        `UPDATE rejected_records SET code = $3, field = $4, reason = $5, raw = $6
         WHERE organization_id = $1 AND id = $2`,
        [
          tenant.organizationId,
          row.id,
          rejected.code,
          rejected.field,
          rejected.reason,
          JSON.stringify(rejected.raw),
        ]
      )
    }
  }

  private async recount(tenant: TenantTransaction, found: Import, facts: { day: string }[]) {
    const repaired = facts.length
    await tenant.query(
      `UPDATE sync_runs SET records_written = records_written + $3,
         records_rejected = records_rejected - $3,
         status = CASE WHEN records_rejected = $3 AND error_code IS NULL THEN 'succeeded' ELSE status END
       WHERE organization_id = $1 AND id = $2`,
      [tenant.organizationId, found.runId, repaired]
    )
    const { written = 0, rejected = 0, days } = found.outcome
    const outcome = {
      ...found.outcome,
      written: written + repaired,
      rejected: rejected - repaired,
      days: spanOf([...facts.map(({ day }) => day), ...(days ? [days.from, days.to] : [])]),
    }
    await found.merge({ outcome }).useTransaction(tenant.trx).save()
  }
}

function assertFinished(found: Import) {
  if (found.state !== 'finished') {
    throw new Refusal({
      code: 'E_IMPORT_NOT_FINISHED',
      status: 409,
      message: 'Rows can be fixed after their import has finished, unless it was undone.',
    })
  }
}

function cellsOf(found: Import, row: RejectedRow, repair: Record<string, string>): string[] {
  return found.mapping.columns.map(({ name }) => repair[name] ?? row.raw[name] ?? '')
}

function factOf(row: MappedRow, prefix: string) {
  return {
    day: row.day,
    currency: row.currency,
    entity: { kind: 'row', externalId: prefix + row.key },
    dimensions: row.dimensions,
    numbers: row.numbers,
  }
}

/** ISO days sort as text. */
function spanOf(days: string[]) {
  const sorted = [...days].sort()
  return sorted.length > 0 ? { from: sorted[0], to: sorted.at(-1)! } : undefined
}
