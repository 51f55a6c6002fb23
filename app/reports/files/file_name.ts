import type { Format } from '#reports/types'

const ENDINGS: Record<Format, string> = { pdf: 'pdf', xlsx: 'xlsx', csv: 'csv.gz', png: 'png' }

/** A name that every system of files takes: `agency-monthly-2026-10-31.pdf`. */
export function fileNameOf(reportName: string, day: string, format: Format): string {
  const words = reportName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return `${words || 'report'}-${day}.${ENDINGS[format]}`
}
