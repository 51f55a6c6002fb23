import type { ColumnProfile } from '../typing/column_profile.js'
import type { Finding } from './format.js'

/** A finding about one column, without a choice. */
interface Single {
  label: string
  evidence: string
  tone: Finding['tone']
}

export function aboutColumn(column: string, { label, evidence, tone }: Single): Finding {
  return {
    field: 'notice',
    column,
    label,
    value: '',
    text: `“${column}”`,
    evidence,
    tone,
    choices: [],
  }
}

interface Notice {
  columns: ColumnProfile[]
  advice: string
  tone: Finding['tone']
}

/** A finding about several columns alike; none where there are none. */
export function aboutColumns(label: string, { columns, advice, tone }: Notice): Finding[] {
  if (columns.length === 0) {
    return []
  }
  const text = columns.map(({ name }) => `“${name}”`).join(', ')
  const reasons = [...new Set(columns.map(({ evidence }) => evidence))]
  const evidence = `${reasons.join(' ')} ${advice}`
  return [{ field: 'notice', label, value: '', text, evidence, tone, choices: [] }]
}
