import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import { answerTable } from '#dashboards'
import { CSV_START, csvLine } from '#shared/csv'
import type { ComposedReport } from '#reports/composing/compose_report'
import { answeredSections } from './answered_sections.js'

/** All numbers of a report, section by section with a line between, packed by gzip. */
export function csvOfReport(report: ComposedReport): Promise<Buffer> {
  return buffer(Readable.from(linesOf(report)).pipe(createGzip()))
}

function* linesOf(report: ComposedReport) {
  const { name, organization, range, currency, timeZone } = report
  yield CSV_START
  yield csvLine([name, organization])
  yield csvLine([`${range.from} to ${range.to}`, `${currency}, days in ${timeZone}`])
  for (const { section, result } of answeredSections(report)) {
    const { headings, rows, note } = answerTable(result, report)
    yield csvLine([])
    yield csvLine([section.title])
    yield csvLine(headings)
    for (const row of rows()) {
      yield csvLine(row)
    }
    if (note) {
      yield csvLine([note])
    }
  }
}
