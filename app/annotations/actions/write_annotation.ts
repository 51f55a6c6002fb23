import { newId, Refusal, type TenantTransaction } from '#foundation'
import { assertDays } from '#annotations/validators/annotation'

export interface AnnotationFields {
  text: string
  from: string
  to?: string
}

/** Many for people, and few enough that a script which ran away is noticed. */
const MOST = 10_000

/** Writes down what happened; answers its id. */
export async function writeAnnotation(
  tenant: TenantTransaction,
  { text, from, to = from }: AnnotationFields,
  createdBy: string | null
): Promise<string> {
  assertDays({ from, to })
  await assertRoom(tenant)
  const id = newId()
  await tenant.query(
    `INSERT INTO annotations (organization_id, id, first_day, last_day, body, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, now())`,
    [tenant.organizationId, id, from, to, text, createdBy]
  )
  return id
}

export async function changeAnnotation(
  tenant: TenantTransaction,
  id: string,
  { text, from, to = from }: AnnotationFields
) {
  assertDays({ from, to })
  const { rowCount } = await tenant.query(
    `UPDATE annotations SET body = $3, first_day = $4, last_day = $5
      WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id, text, from, to]
  )
  assertFound(rowCount)
}

export async function removeAnnotation(tenant: TenantTransaction, id: string) {
  const { rowCount } = await tenant.query(
    'DELETE FROM annotations WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, id]
  )
  assertFound(rowCount)
}

function assertFound(count: number | null) {
  if (count === 0) {
    throw new Refusal({
      code: 'E_ANNOTATION_NOT_FOUND',
      status: 404,
      message: 'This annotation was deleted meanwhile. Reload the page.',
    })
  }
}

async function assertRoom(tenant: TenantTransaction) {
  const { rows } = await tenant.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM annotations WHERE organization_id = $1',
    [tenant.organizationId]
  )
  if (rows[0].count >= MOST) {
    throw new Refusal({
      code: 'E_ANNOTATIONS_FULL',
      status: 422,
      message: `There are ${MOST} annotations, which is the most, so this one was not kept. Delete old ones first.`,
    })
  }
}
