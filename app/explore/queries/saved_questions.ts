import { parse } from 'node:querystring'
import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant, newId, Refusal } from '#foundation'
import type { MetricQuery } from '#metrics'
import { can } from '#organizations'
import { readAddress, refuseUnknown } from '#explore/queries/read_question'

export type SavedKind = 'question' | 'segment'

/** What a person kept of Explore: a whole question, or its filters alone. */
export interface SavedQuestion {
  id: string
  kind: SavedKind
  name: string
  /** The address form of the question. */
  address: string
  /** Of a segment. */
  filters: MetricQuery['filters']
  isShared: boolean
  /** Whether the reader may delete it. */
  isManaged: boolean
}

/** As many as one organization looks through. */
const MOST = 1_000

interface Kept extends Pick<SavedQuestion, 'id' | 'kind' | 'name' | 'address' | 'isShared'> {
  createdBy: string | null
}

const VISIBLE = `
  SELECT id, kind, name, address, is_shared AS "isShared", created_by AS "createdBy" FROM saved_questions
   WHERE organization_id = $1 AND (is_shared OR created_by = $2)`

/** The reader's own and the shared ones, by name. */
export async function listSaved(ctx: HttpContext): Promise<SavedQuestion[]> {
  const tenant = currentTenant()
  const { rows } = await tenant.query<Kept>(`${VISIBLE} ORDER BY lower(name), id`, [
    tenant.organizationId,
    ctx.auth.getUserOrFail().id,
  ])
  return rows.map(({ createdBy, ...kept }) => ({
    ...kept,
    filters: kept.kind === 'segment' ? filtersIn(ctx, kept.address) : [],
    isManaged: mayDelete(ctx, createdBy),
  }))
}

const filtersIn = ({ organization }: HttpContext, address: string) =>
  readAddress(parse(address), organization.currency).question.filters

/** Their own, and for whoever manages the organization those of all. */
const mayDelete = (ctx: HttpContext, createdBy: string | null) =>
  createdBy === null || createdBy === ctx.auth.user?.id || can(ctx, 'organization.manage')

interface Wanted {
  kind: SavedKind
  name: string
  address: string
  isShared: boolean
}

/** Keeps a question that can be read; another one would open with other numbers than it was kept with. */
export async function saveQuestion(ctx: HttpContext, wanted: Wanted): Promise<string> {
  const tenant = currentTenant()
  const { kind, name, address, isShared } = wanted
  const read = readAddress(parse(address), ctx.organization.currency)
  refuseUnknown(read)
  if (kind === 'segment' && read.question.filters.length === 0) {
    throw Refusal.ofField('kind', 'A segment is made of filters, and this query has none. Add one.')
  }
  const id = newId()
  const { rowCount } = await tenant.query(
    `INSERT INTO saved_questions (organization_id, id, kind, name, address, is_shared, created_by, created_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, now()
      WHERE (SELECT count(*) FROM saved_questions WHERE organization_id = $1) < ${MOST}`,
    [tenant.organizationId, id, kind, name, address, isShared, ctx.auth.getUserOrFail().id]
  )
  if (rowCount === 0) {
    throw Refusal.ofField(
      'name',
      `There are ${MOST} saved queries, which is the most, so this one was not kept. Delete some first.`
    )
  }
  return id
}

/** Answers its name. */
export async function forgetSaved(ctx: HttpContext, id: string): Promise<string> {
  const tenant = currentTenant()
  const key = [tenant.organizationId, ctx.auth.getUserOrFail().id]
  const { rows } = await tenant.query<Kept>(`${VISIBLE} AND id = $3`, [...key, id])
  if (rows.length === 0) {
    throw new Refusal({
      code: 'E_SAVED_QUERY_NOT_FOUND',
      status: 404,
      message: 'This saved query does not exist any more. Reload the page.',
    })
  }
  if (!mayDelete(ctx, rows[0].createdBy)) {
    throw new Refusal({
      code: 'E_NOT_THE_OWNER',
      status: 403,
      message:
        'This saved query belongs to another person, so it was not deleted. Ask them or an admin.',
    })
  }
  await tenant.query('DELETE FROM saved_questions WHERE organization_id = $1 AND id = $2', [
    tenant.organizationId,
    id,
  ])
  return rows[0].name
}
