import type { HttpContext } from '@adonisjs/core/http'
import { Refusal, withTenant } from '#foundation'

interface Stored {
  media_type: string
  bytes: Buffer
}

/** The pictures of the brand whose host was asked; there are none under our own name. */
export default class PicturesController {
  async show({ brand, params, response }: HttpContext) {
    const found = brand && (await pictureOf(brand, params.kind))
    if (!found) {
      throw new Refusal({
        code: 'E_NOT_FOUND',
        status: 404,
        message: 'There is no such picture here. Check the address.',
      })
    }
    response.header('content-type', found.media_type)
    response.header('cache-control', 'public, max-age=86400')
    // Opened by itself a drawing is a page: it may run, load and submit nothing.
    response.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    return response.send(found.bytes)
  }
}

async function pictureOf({ id, agencyId }: { id: string; agencyId: string }, kind: string) {
  const { rows } = await withTenant(
    agencyId,
    (tenant) =>
      tenant.query<Stored>(
        'SELECT media_type, bytes FROM brand_files WHERE organization_id = $1 AND brand_id = $2 AND kind = $3',
        [agencyId, id, kind]
      ),
    { readOnly: true }
  )
  return rows[0] ?? null
}
