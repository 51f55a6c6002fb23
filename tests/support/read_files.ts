import { applyRequest, type MappingRequest } from '#imports/mapping/check_mapping'
import { planMapping, slotsOf } from '#imports/mapping/map_plan'
import { RowMapper, type MappedRow } from '#imports/mapping/map_row'
import { openQuestions } from '#imports/mapping/open_questions'
import { inspectFile } from '#imports/reading/inspect_file'
import { Arranger } from '#imports/reading/layout'
import { readRows } from '#imports/reading/rows'
import { givenFile } from './files.js'

/** What would land of a file in an organization that counts in euros, without landing it. */
export async function readText(
  content: string | Buffer,
  request: MappingRequest = {},
  name = 'file.csv'
) {
  const path = await givenFile(name, content)
  const inspection = await inspectFile(path, name, request.format)
  const { format, findings } = inspection
  const mapping = applyRequest(inspection, request, 'EUR')
  const slots = slotsOf(mapping, 'c')
  const source = { source: 'c', slots, timeZone: 'Europe/Amsterdam' }
  const mapper = new RowMapper(planMapping(mapping, format, source))
  const arranger = new Arranger(format.layout!)
  const rows: MappedRow[] = []
  const rejected: { position: number; code: string }[] = []
  for await (const batch of readRows(path, format)) {
    const below = batch.rows.filter(({ position }) => position > format.headerRow)
    for (const row of below.flatMap((read) => arranger.arrange(read))) {
      const outcome = mapper.map(row)
      if ('row' in outcome) {
        rows.push(outcome.row)
      } else {
        rejected.push({ position: outcome.rejected.position, code: outcome.rejected.code })
      }
    }
  }
  const sums = slots.map(({ metric, unit }, index) => {
    const sum = rows.reduce((total, { numbers }) => total + (numbers[index] ?? 0), 0)
    return [metric, Math.round(unit === 'currency' ? sum / 10_000 : sum * 100) / 100] as const
  })
  return {
    ...{ inspection, mapping, rows, rejected, findings, format },
    /** Metric → sum; money in its major unit. */
    sums: Object.fromEntries(sums) as Record<string, number>,
    days: rows.map(({ day }) => day),
    /** Values of the source's own dimension, row by row. */
    values: (column: string) => rows.map(({ dimensions }) => dimensions[`c:${column}`]),
    currencies: [...new Set(rows.map(({ currency }) => currency))],
    questions: openQuestions(inspection, mapping).map(({ label }) => label),
    excluded: inspection.excluded.map(({ position, kind }) => `${kind} ${position}`),
    uses: Object.fromEntries(mapping.columns.map(({ name: column, use }) => [column, use])),
    column: (wanted: string) => mapping.columns.find(({ name: column }) => column === wanted)!,
    finding: (label: string) => findings.find((found) => found.label === label),
  }
}
