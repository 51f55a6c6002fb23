import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { CSV_START, csvLine } from '#shared/csv'
import { exportRejections, listRejections, type Rejection } from '../queries/list_rejections.js'
import { streamTitlesOf } from '../queries/connector_titles.js'
import RejectionTransformer from '../transformers/rejection_transformer.js'
import SourceTransformer from '../transformers/source_transformer.js'
import { rejectionFilterValidator } from '../validators/source.js'
import { sourceOf } from './source_of.js'

export default class RejectionsController {
  async index(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    const filter = await readFilter(ctx)
    const { rejections, groups, ...found } = await listRejections(currentTenant(), {
      ...filter,
      connectionId: source.id,
    })
    return ctx.inertia.render('sources/rejections', {
      source: SourceTransformer.transform(source),
      rejections: RejectionTransformer.transform(rejections),
      found,
      groups: groups.map((group) => ({ ...group })),
      filter: {
        stream: filter.stream ?? null,
        code: filter.code ?? null,
        search: filter.search ?? '',
      },
      streamTitles: await streamTitlesOf(source),
    })
  }

  /** The same selection for a spreadsheet. */
  async export(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    const filter = await readFilter(ctx)
    const question = { ...filter, connectionId: source.id }
    const rejections = await exportRejections(currentTenant(), question)
    ctx.response.header('content-type', 'text/csv; charset=utf-8')
    ctx.response.header(
      'content-disposition',
      `attachment; filename="${source.slug}-rejected-records.csv"`
    )
    return CSV_START + [HEADER, ...rejections.map(cellsOf)].map(csvLine).join('')
  }
}

const HEADER = ['at', 'stream', 'position', 'code', 'field', 'reason', 'record']

function cellsOf({ createdAt, stream, position, code, field, reason, raw }: Rejection) {
  return [createdAt.toISOString(), stream, position, code, field, reason, JSON.stringify(raw)]
}

async function readFilter({ request }: HttpContext) {
  const { run, page, ...filter } = await request.validateUsing(rejectionFilterValidator)
  return { ...filter, runId: run, page: page ?? 1 }
}
