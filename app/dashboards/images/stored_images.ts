import { newId, Refusal, type TenantTransaction } from '#foundation'
import type { ReceivedImage } from '#dashboards/images/receive_image'

const MOST_IMAGES = 200
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface StoredImage {
  type: string
  content: Buffer
}

/** Keeps a image; answers its id, which nobody guesses. */
export async function storeImage(
  tenant: TenantTransaction,
  { content, type }: ReceivedImage,
  createdBy: string
): Promise<string> {
  const id = newId()
  const { rowCount } = await tenant.query(
    `INSERT INTO dashboard_images (organization_id, id, media_type, bytes, created_by, created_at)
     SELECT $1, $2, $3, $4, $5, now()
      WHERE (SELECT count(*) FROM dashboard_images WHERE organization_id = $1) < ${MOST_IMAGES}`,
    [tenant.organizationId, id, type, content, createdBy]
  )
  if (rowCount === 0) {
    throw new Refusal({
      code: 'E_IMAGES_FULL',
      status: 422,
      message: `There are ${MOST_IMAGES} images on dashboards, which is the most, so this one was not kept. Remove one that is not used; it is forgotten after 30 days.`,
    })
  }
  return id
}

export async function findImage(tenant: TenantTransaction, id: string): Promise<StoredImage> {
  const { rows } = ID.test(id)
    ? await tenant.query<StoredImage>(
        `SELECT media_type AS type, bytes AS content FROM dashboard_images
          WHERE organization_id = $1 AND id = $2`,
        [tenant.organizationId, id]
      )
    : { rows: [] }
  if (rows.length === 0) {
    throw noSuchImage()
  }
  return rows[0]
}

export function noSuchImage() {
  return new Refusal({
    code: 'E_IMAGE_NOT_FOUND',
    status: 404,
    message: 'This image was removed. Choose another one for its widget.',
  })
}

/** Images that no widget, version or template shows any more, and that are older than what can be brought back. */
export const FORGET_UNUSED = `
  DELETE FROM dashboard_images i
   WHERE i.organization_id = $1 AND i.created_at < $2
     AND NOT EXISTS (
       SELECT FROM dashboard_widgets w WHERE w.organization_id = $1 AND w.display->>'image' = i.id::text)
     AND NOT EXISTS (
       SELECT FROM dashboard_versions v WHERE v.organization_id = $1
         AND v.widgets @> jsonb_build_array(jsonb_build_object('display', jsonb_build_object('image', i.id))))
     AND NOT EXISTS (
       SELECT FROM dashboard_templates t WHERE t.organization_id = $1
         AND t.widgets @> jsonb_build_array(jsonb_build_object('display', jsonb_build_object('image', i.id))))`
