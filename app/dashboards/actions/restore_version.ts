import { Refusal, type TenantTransaction } from '#foundation'
import type Dashboard from '#dashboards/models/dashboard'

/** Puts the widgets back as a version had them. Those that came later are removed, as by a person. */
export class RestoreVersion {
  constructor(private tenant: TenantTransaction) {}

  async execute({ id }: Pick<Dashboard, 'id'>, number: number | 'latest') {
    const key = [this.tenant.organizationId, id]
    const { rows } = await this.tenant.query<{ widgets: object[] }>(
      `SELECT widgets FROM dashboard_versions
        WHERE organization_id = $1 AND dashboard_id = $2 AND ($3::int IS NULL OR number = $3)
        ORDER BY number DESC LIMIT 1`,
      [...key, number === 'latest' ? null : number]
    )
    if (rows.length === 0) {
      throw noSuchVersion()
    }
    const widgets = JSON.stringify(rows[0].widgets)
    await this.tenant.query(REMOVE_OTHERS, [...key, widgets])
    await this.tenant.query(PUT_BACK, [...key, widgets])
  }
}

function noSuchVersion() {
  return new Refusal({
    code: 'E_VERSION_NOT_FOUND',
    status: 404,
    message: 'This dashboard has no such version. Reload the page to see its history.',
  })
}

const KEPT = `jsonb_to_recordset($3::jsonb) AS kept(
  id uuid, title text, view text, query jsonb, display jsonb, layout jsonb, body text)`

const REMOVE_OTHERS = `
  UPDATE dashboard_widgets SET removed_at = now(), updated_at = now()
   WHERE organization_id = $1 AND dashboard_id = $2 AND removed_at IS NULL
     AND id NOT IN (SELECT id FROM ${KEPT})`

const PUT_BACK = `
  INSERT INTO dashboard_widgets
    (organization_id, dashboard_id, id, title, view, query, display, layout, body, created_at, updated_at)
  SELECT $1, $2, id, title, view, query, display, layout, body, now(), now() FROM ${KEPT}
  ON CONFLICT (organization_id, id) DO UPDATE
    SET title = excluded.title, view = excluded.view, query = excluded.query, display = excluded.display,
        layout = excluded.layout, body = excluded.body, removed_at = NULL, updated_at = now()`
