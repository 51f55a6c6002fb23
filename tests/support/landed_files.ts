import { DateTime } from 'luxon'
import { hash } from 'node:crypto'
import { newId, withTenant, type TenantTransaction } from '#foundation'
import { UndoImport } from '#imports'
import StartImport from '#imports/actions/start_import'
import { ChunkBuilder } from '#imports/child/chunk_builder'
import { succeed } from '#imports/ending'
import { landChunk, readyChunks, type Landing } from '#imports/landing'
import { planMapping, slotsOf, type MapPlan } from '#imports/mapping/map_plan'
import type { ImportMode, Mapping } from '#imports/mapping/mapping'
import Import from '#imports/models/import'
import { landReplacement } from '#imports/replacement'
import { rowsStreamOf } from '#imports/sources'
import type Organization from '#organizations/models/organization'
import { startRun } from '#sync'
import { takeFromQueue } from './imports.js'

/** A row of a small file: its day, its key and its number. */
export interface FileRow {
  day: string
  key: string
  x: number
}

export interface SmallFile {
  source: string
  mode: ImportMode
  isKeyed: boolean
  rows: FileRow[]
}

const column = { target: null, unit: 'count', aggregation: 'sum', dateStyle: 'text' } as const
const FORMAT = { kind: 'delimited', decimal: '.', dateOrder: 'ymd', headerRow: 1 } as const

const mappingOf = ({ mode, isKeyed }: SmallFile): Mapping => ({
  columns: [
    { ...column, index: 0, name: 'day', use: 'day', isKey: false },
    { ...column, index: 1, name: 'key', use: 'dimension', isKey: isKeyed },
    { ...column, index: 2, name: 'x', use: 'metric', isKey: false },
  ] as Mapping['columns'],
  fixedDay: null,
  currency: null,
  mode,
})

/** Lands a file as an import does, with its rows at hand instead of in the reading process. */
export async function landFile(organization: Organization, file: SmallFile): Promise<Import> {
  const found = await withTenant(organization.id, (tenant) => start(tenant, organization, file))
  await withTenant(organization.id, async (tenant) => {
    const landing = await landingOf(tenant, found)
    const chunks = readyChunks(chunksOf(file, landing.plan), landing)
    if (file.mode === 'replace') {
      await landReplacement(tenant, landing, { chunks, report: async () => {} })
    } else {
      for await (const ready of chunks) {
        await landChunk(tenant, landing, { ...ready, now: DateTime.utc() })
      }
    }
    await succeed(tenant, { found, lease: landing.lease })
  })
  return found
}

export function undoFile(organization: Organization, { id }: Import) {
  return withTenant(organization.id, async (tenant) => {
    const found = await Import.of(organization).where('id', id).firstOrFail()
    return new UndoImport().execute(tenant, found)
  })
}

async function start(tenant: TenantTransaction, organization: Organization, file: SmallFile) {
  const found = await Import.createIn(organization, {
    ...{ fileName: 'small.csv', storedPath: '/nowhere/small.csv', byteSize: 1, lastPosition: 0 },
    checksum: hash('sha256', newId()),
    state: 'inspected',
    format: FORMAT as unknown as Import['format'],
    inspection: {
      findings: [],
      columns: mappingOf(file).columns,
    } as unknown as Import['inspection'],
    mapping: mappingOf(file),
    outcome: {},
    createdBy: null,
  })
  const started = await new StartImport().execute(tenant, organization, {
    found,
    order: {
      ...{ sourceName: file.source, mapping: mappingOf(file), requestedBy: null },
      ...{ correlationId: 'test', now: DateTime.utc() },
    },
  })
  tenant.afterCommit(() => takeFromQueue(started))
  return started
}

async function landingOf(tenant: TenantTransaction, found: Import) {
  const { id: importId, mapping, format, source, byteSize } = found
  const lease = await startRun(tenant, { runId: found.runId!, now: new Date() })
  const stream = await rowsStreamOf(tenant, found.connectionId!)
  const plan = planMapping(mapping, format, {
    source: source!,
    slots: slotsOf(mapping, source!),
    timeZone: 'UTC',
  })
  const landing: Landing = {
    importId,
    stream: stream!,
    lease: lease!,
    byteSize,
    mode: mapping.mode,
  }
  return { ...landing, plan }
}

async function* chunksOf({ rows }: SmallFile, plan: MapPlan) {
  const builder = new ChunkBuilder(plan)
  for (const [place, { day, key, x }] of rows.entries()) {
    builder.add({ position: place + 2, cells: [day, key, String(x)] })
  }
  yield builder.take({ bytesRead: 1 })
}
