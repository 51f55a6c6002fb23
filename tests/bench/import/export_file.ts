import { writeExport } from '#tests/support/large_export'

const [path, rows] = process.argv.slice(2)
await writeExport(path, Number(rows))
