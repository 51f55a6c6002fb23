import type { findRun } from '#reports'

/** A run of a report, with the addresses of its files. */
export function describeReportRun(run: Awaited<ReturnType<typeof findRun>>) {
  const { id, reportId, version, state, findings, code, message, files } = run
  return {
    ...{ id, reportId, version, state, findings, code, message },
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    files: files.map(({ format, bytes }) => ({
      ...{ format, bytes },
      address: `/api/v1/reports/runs/${id}/files/${format}`,
    })),
  }
}
