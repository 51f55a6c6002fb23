import { numbersOf } from './fact_statement.js'

/**
 * Keeps the rows of `gone`, which a statement has just deleted, in the history. `$1` is the organization,
 * `$2` the stream, `$3` the run whose doing it is, `$4` the moment.
 */
export const keepRemoved = (slotCount: number) => `
    INSERT INTO fact_revisions (organization_id, stream_id, day, entity_id, breakdown_id, revised_at,
      run_id, previous_run_id, kind, first_synced_at, synced_at, currency, numbers)
    SELECT $1, $2, g.day, g.entity_id, g.breakdown_id, $4::timestamptz, $3, g.run_id, 'removed',
      g.first_synced_at, g.synced_at, g.currency, ${numbersOf('g', slotCount)}
    FROM gone g
    RETURNING day::text AS day`
