import type { FileFormat, SourceRow } from './format.js'
import { SAMPLE_CELLS, SAMPLE_ROWS } from './limits.js'
import { joinMergedHeader } from './merged_header.js'
import { readRows } from './rows.js'
import { readSheet, type Merge } from './sheet_rows.js'
import { openWorkbook } from './workbook.js'

export interface Sample {
  rows: SourceRow[]
  isComplete: boolean
}

/** Sheets up to this size are read to their end to learn which cells are merged. */
const MERGE_SEARCH_BYTES = 64 * 1024 ** 2

/** The first rows: enough to judge every column, few enough to answer at once. */
export async function readSampleRows(path: string, format: FileFormat): Promise<Sample> {
  const sample = await readFirstRows(path, format)
  if (format.kind !== 'xlsx') {
    return sample
  }
  return { ...sample, rows: joinMergedHeader(sample.rows, await readMerges(path, format.sheet)) }
}

async function readFirstRows(path: string, format: FileFormat): Promise<Sample> {
  const rows: SourceRow[] = []
  let cells = 0
  for await (const batch of readRows(path, format)) {
    for (const row of batch.rows) {
      rows.push(row)
      cells += row.cells.length
      if (rows.length >= SAMPLE_ROWS || cells >= SAMPLE_CELLS) {
        return { rows, isComplete: false }
      }
    }
  }
  return { rows, isComplete: true }
}

/** A sheet lists its merged cells after its rows. */
async function readMerges(path: string, sheetName: string | null): Promise<Merge[]> {
  const workbook = await openWorkbook(path)
  try {
    const sheet = workbook.sheets.find((candidate) => candidate.name === sheetName)
    if (!sheet || workbook.archive.sizeOf(sheet.path) > MERGE_SEARCH_BYTES) {
      return []
    }
    let found: Merge[] = []
    for await (const { merges } of readSheet(workbook, sheet)) {
      found = merges
    }
    return found
  } finally {
    workbook.archive.close()
  }
}
