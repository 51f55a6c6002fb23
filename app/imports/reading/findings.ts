import { DECIMAL_CHOICES, ORDER_CHOICES, type Convention } from '../typing/conventions.js'
import { DELIMITERS, ENCODINGS, type Choice, type FileFormat, type Finding } from './format.js'
import type { HeaderGuess } from './header_row.js'
import { describePlace, labelOf } from './place_findings.js'
import type { Probe } from './probe.js'
import { mislabelled } from './signature.js'

interface Known {
  fileName: string
  probe: Probe
  format: FileFormat
  header: HeaderGuess
  decimal: Convention<'.' | ','>
  dateOrder: Convention<FileFormat['dateOrder']>
  /** What the person corrected. */
  chosen: Partial<FileFormat>
}

const KINDS: Choice[] = [
  { value: 'csv', label: 'delimited text (CSV)' },
  { value: 'json', label: 'JSON document' },
  { value: 'ndjson', label: 'JSON lines (NDJSON)' },
]
const UNMISTAKABLE: Partial<Record<Probe['kind'], string>> = {
  xlsx: 'Excel workbook (XLSX)',
  html: 'table of a web page or XML workbook',
}
const QUOTES: Choice[] = [
  { value: '"', label: 'double quotation marks' },
  { value: "'", label: 'single quotation marks' },
  { value: '', label: 'no quotation marks' },
]

/** What we found, why we think so, and what else it could be, in the order a person checks it. */
export function describeFormat(known: Known): Finding[] {
  return [
    kindFinding(known),
    ...encodingFinding(known),
    ...dialectFindings(known),
    ...describePlace(known),
    headerFinding(known),
    ...conventionFindings(known),
  ]
}

function kindFinding({ fileName, probe }: Known): Finding {
  const wrongName = mislabelled(fileName, probe.kind, probe.isGzip)
  const known = UNMISTAKABLE[probe.kind]
  const name = known ?? labelOf(KINDS, probe.kind)
  return {
    field: 'kind',
    label: 'Format',
    value: probe.kind,
    text: probe.isGzip ? `${name}, compressed` : name,
    evidence: wrongName ?? 'The content says so, and the name agrees.',
    tone: wrongName ? 'check' : 'certain',
    choices: known ? [] : KINDS,
  }
}

function encodingFinding({ probe, format }: Known): Finding[] {
  if (!probe.encoding) {
    return []
  }
  return [
    {
      field: 'encoding',
      label: 'Encoding',
      value: format.encoding,
      text: labelOf(ENCODINGS, format.encoding),
      evidence: probe.encoding.evidence,
      tone: probe.encoding.isCertain ? 'certain' : 'check',
      choices: ENCODINGS,
    },
  ]
}

function dialectFindings({ probe, format }: Known): Finding[] {
  if (!probe.dialect) {
    return []
  }
  const { evidence, isCertain, lineEnds } = probe.dialect
  const isOwn = DELIMITERS.some(({ value }) => value === format.delimiter)
  const choices = isOwn
    ? DELIMITERS
    : [...DELIMITERS, { value: format.delimiter, label: format.delimiter }]
  return [
    {
      field: 'delimiter',
      label: 'Separator',
      value: format.delimiter,
      text: labelOf(choices, format.delimiter),
      evidence: `${evidence} Line ends: ${lineEnds}.`,
      tone: isCertain ? 'certain' : 'check',
      choices,
    },
    {
      field: 'quote',
      label: 'Quotation marks',
      value: format.quote,
      text: labelOf(QUOTES, format.quote),
      evidence: 'They keep separators and line ends inside a cell.',
      tone: 'certain',
      choices: QUOTES,
    },
  ]
}

function headerFinding({ header, probe }: Known): Finding {
  const isNamed = probe.kind === 'json' || probe.kind === 'ndjson'
  const rows = Array.from({ length: Math.max(10, header.headerRow) }, (_, index) => index + 1)
  return {
    field: 'headerRow',
    label: 'Column names',
    value: String(header.headerRow),
    text: isNamed ? 'in every record' : header.headerRow === 0 ? 'none' : `row ${header.headerRow}`,
    evidence: header.evidence,
    tone: header.isCertain ? 'certain' : 'check',
    choices: isNamed
      ? []
      : [
          { value: '0', label: 'none' },
          ...rows.map((row) => ({ value: String(row), label: `row ${row}` })),
        ],
  }
}

function conventionFindings({ decimal, dateOrder, format, chosen }: Known): Finding[] {
  return [
    convention('decimal', 'Decimal mark', {
      found: decimal,
      value: format.decimal,
      isChosen: chosen.decimal !== undefined,
      choices: DECIMAL_CHOICES,
    }),
    convention('dateOrder', 'Order of dates', {
      found: dateOrder,
      value: format.dateOrder,
      isChosen: chosen.dateOrder !== undefined,
      choices: ORDER_CHOICES,
    }),
  ].filter((finding): finding is Finding => finding !== undefined)
}

interface Conventional {
  found: Convention<string>
  value: string
  isChosen: boolean
  choices: Choice[]
}

function convention(
  field: 'decimal' | 'dateOrder',
  label: string,
  { found, value, choices, isChosen }: Conventional
): Finding | undefined {
  if (!found.isUsed) {
    return undefined
  }
  return {
    field,
    label,
    value,
    text: labelOf(choices, value),
    evidence: isChosen ? `You chose it. ${found.evidence}` : found.evidence,
    tone: isChosen ? 'certain' : found.tone,
    choices,
  }
}
