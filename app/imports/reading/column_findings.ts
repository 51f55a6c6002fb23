import type { ColumnProfile } from '../typing/column_profile.js'
import { isDoubtful } from '../typing/settle_identifiers.js'
import type { Finding } from './format.js'

/** Which columns of digits are not added up, or only for want of others. */
export function describeColumns(columns: ColumnProfile[]): Finding[] {
  return [
    ...notice('Not added up', {
      columns: columns.filter(({ type }) => type === 'identifier'),
      advice: 'They are dimensions; map one to a metric where it measures.',
    }),
    ...notice('Added up, please check', {
      columns: columns.filter(isDoubtful),
      advice: 'No other column has numbers, so they are metrics; map one to a dimension otherwise.',
    }),
  ]
}

function notice(
  label: string,
  { columns, advice }: { columns: ColumnProfile[]; advice: string }
): Finding[] {
  if (columns.length === 0) {
    return []
  }
  const text = columns.map(({ name }) => `“${name}”`).join(', ')
  const reasons = [...new Set(columns.map(({ evidence }) => evidence))]
  const evidence = `${reasons.join(' ')} ${advice}`
  return [{ field: 'notice', label, value: '', text, evidence, tone: 'check', choices: [] }]
}
