import type { Choice, FileFormat, Finding } from './format.js'
import { WHOLE_DOCUMENT } from './json_tables.js'
import type { Probe } from './probe.js'

interface Read {
  probe: Probe
  format: FileFormat
}

/** Which sheet of a workbook, and which list of a document, is read. */
export function describePlace({ probe, format }: Read): Finding[] {
  if (probe.sheets) {
    return [
      place({ field: 'sheet', label: 'Sheet', value: format.sheet ?? '' }, sheetChoices(probe)),
    ]
  }
  if (probe.paths) {
    const choices = probe.paths.map(pathChoice)
    const value = format.recordsPath ?? ''
    return [place({ field: 'recordsPath', label: 'Records', value }, choices)]
  }
  return []
}

function pathChoice({ path, count }: NonNullable<Probe['paths']>[number]): Choice {
  const name = path || 'the document itself'
  const label =
    path === WHOLE_DOCUMENT
      ? `table put together (${count} rows)`
      : `${name} (${count} records in the sample)`
  return { value: path, label }
}

function sheetChoices(probe: Probe): Choice[] {
  return probe.sheets!.map((sheet) => ({
    value: sheet.name,
    label: sheet.isHidden ? `${sheet.name} (hidden)` : sheet.name,
  }))
}

function place(head: Pick<Finding, 'field' | 'label' | 'value'>, choices: Choice[]): Finding {
  const evidence =
    choices.length === 1
      ? 'It is the only one.'
      : `There are ${choices.length}; check that this is the one.`
  const tone = choices.length === 1 ? 'certain' : 'likely'
  return { ...head, text: labelOf(choices, head.value), evidence, tone, choices }
}

export function labelOf(choices: Choice[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value
}
