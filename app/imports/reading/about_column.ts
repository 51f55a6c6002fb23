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
