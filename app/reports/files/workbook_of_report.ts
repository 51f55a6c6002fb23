import { answerTable } from '#dashboards'
import { workbookOf, type WorkbookCell, type WorkbookSheet } from '#shared/workbook'
import type { ComposedReport } from '#reports/composing/compose_report'
import { answeredSections, type AnsweredSection } from './answered_sections.js'
import { totalCells } from './total_cells.js'

const MOST_PLACES = 4

/** A report as a workbook: one sheet for each widget with numbers, and what has to be known beside them. */
export function workbookOfReport(report: ComposedReport): Promise<Buffer> {
  const sheets = answeredSections(report).map((answered) => sheetOf(answered, report))
  return workbookOf([aboutSheet(report), ...sheets])
}

function sheetOf({ section, result }: AnsweredSection, report: ComposedReport): WorkbookSheet {
  const table = answerTable(result, report)
  const rows = [...table.rows()]
  const formatOf = (column: number) => formatWith(table.decimals[column])
  const formatted = rows.map((row) =>
    row.map((cell, column): WorkbookCell =>
      typeof cell === 'number' ? { value: cell, format: formatOf(column) } : cell
    )
  )
  const total = totalCells({ table, rows, result, metrics: report.metrics }).map(
    (cell, column): WorkbookCell => {
      if (typeof cell === 'number') {
        return { value: cell, format: formatOf(column) }
      }
      return cell && typeof cell === 'object' ? { ...cell, format: formatOf(column) } : cell
    }
  )
  const note = table.note ? [[table.note]] : []
  return { name: section.title, rows: [table.headings, ...formatted, total, ...note] }
}

function formatWith(places: number | null): string {
  if (places === null || places > MOST_PLACES) {
    return 'General'
  }
  return `#,##0${places > 0 ? `.${'0'.repeat(places)}` : ''}`
}

function aboutSheet(report: ComposedReport): WorkbookSheet {
  const { name, organization, range, timeZone, currency, preparedAt, document, answers } = report
  const missing = document.sections.flatMap((section): WorkbookCell[][] => {
    const answer = section.kind === 'widget' ? answers[section.id] : undefined
    const hasNone = answer?.state === 'empty' || answer?.state === 'failed'
    return section.kind === 'widget' && hasNone ? [[section.title, answer.message]] : []
  })
  return {
    name: 'About',
    rows: [
      [name, organization],
      ['Period', `${range.from} to ${range.to}`],
      ['Time zone', timeZone],
      ['Currency', currency],
      ['Prepared', preparedAt],
      ...(missing.length > 0 ? [['Without numbers', ''], ...missing] : []),
    ],
  }
}
