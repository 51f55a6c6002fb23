import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Widgets get a place on the grid and say how they are drawn; `width` and `position` become places, row by row. The list of views
 * stands in the code from now on. The two old columns stay for the processes of the release before this one.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE dashboard_widgets
        ADD COLUMN layout jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN display jsonb NOT NULL DEFAULT '{}',
        ALTER COLUMN width SET DEFAULT 6,
        ALTER COLUMN position SET DEFAULT 0,
        DROP CONSTRAINT dashboard_widgets_view_check,
        -- The owner sees all rows for this one statement; the table is locked until the migration ends.
        NO FORCE ROW LEVEL SECURITY;

      WITH RECURSIVE widget AS (
        SELECT organization_id, dashboard_id, id, width AS w,
               CASE view WHEN 'metric' THEN 4 WHEN 'text' THEN 5 WHEN 'table' THEN 10 ELSE 9 END AS h,
               row_number() OVER (PARTITION BY organization_id, dashboard_id
                                  ORDER BY removed_at IS NOT NULL, position, id) AS place
          FROM dashboard_widgets
      ), packed AS (
        SELECT organization_id, dashboard_id, id, place, w, h, 0 AS x, 0 AS y, h AS row_height
          FROM widget WHERE place = 1
        UNION ALL
        SELECT next.organization_id, next.dashboard_id, next.id, next.place, next.w, next.h,
               CASE WHEN fits THEN last.x + last.w ELSE 0 END,
               CASE WHEN fits THEN last.y ELSE last.y + last.row_height END,
               CASE WHEN fits THEN greatest(last.row_height, next.h) ELSE next.h END
          FROM packed AS last
          JOIN widget AS next
            ON next.organization_id = last.organization_id AND next.dashboard_id = last.dashboard_id
           AND next.place = last.place + 1
         CROSS JOIN LATERAL (SELECT last.x + last.w + next.w <= 12 AS fits) AS room
      )
      UPDATE dashboard_widgets AS kept
         SET layout = jsonb_build_object('lg', jsonb_build_object('x', x, 'y', y, 'w', packed.w, 'h', h))
        FROM packed
       WHERE kept.organization_id = packed.organization_id AND kept.id = packed.id;

      ALTER TABLE dashboard_widgets FORCE ROW LEVEL SECURITY;
    `)
  }
}
