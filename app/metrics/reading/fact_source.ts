import type { Atom, StreamPart } from '../planning/plan.js'
import { ofAccount } from './shared_accounts.js'
import { rolledUpRows } from './rolled_up_rows.js'
import { columns, factNumber, type Placeholders, type SourceScope } from './source_scope.js'

/**
 * A relation over the rows of one stream: `day, entity_id, breakdown_id, currency, rows, synced_at` and one
 * column `v<n>` per atom. Every table reference carries the organization besides the policy.
 */
export function factSource(part: StreamPart, scope: SourceScope): string {
  const { parameters } = scope
  const places: Placeholders = {
    organization: parameters.bind(scope.organizationId, 'uuid'),
    stream: parameters.bind(part.stream.id, 'bigint'),
    between: `BETWEEN ${parameters.bind(scope.range.from, 'date')} AND ${parameters.bind(scope.range.to, 'date')}`,
    kept: keptRows(part, scope),
  }
  if (scope.asOf !== null) {
    return pastRows(part.atoms, places, parameters.bind(scope.asOf, 'timestamptz'))
  }
  return rolledUpRows(part, { places, scope }) ?? currentRows(part.atoms, places)
}

function keptRows({ without }: StreamPart, { organizationId, parameters }: SourceScope) {
  const tests = without.map(({ from, to, entityId }) => {
    const days = `BETWEEN ${parameters.bind(from, 'date')} AND ${parameters.bind(to, 'date')}`
    const place =
      entityId === null
        ? null
        : [parameters.bind(organizationId, 'uuid'), parameters.bind(entityId, 'bigint')]
    return (alias: string) =>
      `AND NOT (${alias}.day ${days}${place ? ` AND ${ofAccount(alias, [place[0], place[1]])}` : ''})`
  })
  return (alias: string) => tests.map((test) => test(alias)).join(' ')
}

function currentRows(atoms: Atom[], { organization, stream, between, kept }: Placeholders) {
  return `
    SELECT f.day, f.entity_id, f.breakdown_id, f.currency, 1::bigint AS rows, f.synced_at${columns(atoms, factNumber)}
    FROM facts f
    WHERE f.organization_id = ${organization} AND f.stream_id = ${stream} AND f.day ${between} ${kept('f')}`
}

/** Rows as they stood at an instant: unchanged since, or what the revisions kept. */
function pastRows(atoms: Atom[], places: Placeholders, instant: string) {
  return `
    ${currentRows(atoms, places)} AND f.synced_at <= ${instant}
    UNION ALL
    SELECT v.day, v.entity_id, v.breakdown_id, v.currency, 1, v.synced_at${columns(atoms, (slot) => `v.numbers[${slot + 1}]`)}
    FROM fact_revisions v
    WHERE v.organization_id = ${places.organization} AND v.stream_id = ${places.stream} AND v.day ${places.between}
      AND v.synced_at <= ${instant} AND v.revised_at > ${instant} ${places.kept('v')}`
}
