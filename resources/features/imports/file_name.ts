/** `Q1 shop sales.csv.gz` → `CSV.GZ`, for beside the name. */
export function formatFor(fileName: string): string {
  return fileName.slice(nameFor(fileName).length + 1).toUpperCase()
}

/** Characters that the server takes for the name of a source. */
const LONGEST_NAME = 60

/** A name for the source that a file becomes, cut where files have longer ones. */
export const sourceNameFor = (fileName: string) =>
  nameFor(fileName).slice(0, LONGEST_NAME).trimEnd()

/** `Q1 shop sales.csv.gz` → `Q1 shop sales`. */
export function nameFor(fileName: string): string {
  return fileName.replace(/\.gz$/i, '').replace(/\.\w{2,6}$/, '')
}
