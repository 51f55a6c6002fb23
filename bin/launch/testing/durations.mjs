/** How long each spec took when it last ran, kept beside the other caches. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../paths.mjs'

const FILE = join(ROOT, 'node_modules', '.cache', 'quarterdeck', 'spec_durations.json')
/** What a spec is taken for that never ran, where none of its neighbours did either. */
const MILLISECONDS_PER_BYTE = 0.5

/** Answers `{ [spec]: milliseconds }`; nothing where it was never written, or cannot be read. */
export function readDurations(file = FILE) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/** Written whole and renamed, so that two runs at once leave the one or the other. */
export function recordDurations(found, file = FILE) {
  if (Object.keys(found).length === 0) {
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify({ ...readDurations(file), ...found }, null, 1))
  renameSync(draft, file)
}

/** The expected milliseconds of each spec: as recorded, else by its size among those that are. */
export function expectDurations(files, { durations, sizeOf }) {
  const known = files.filter((file) => durations[file] !== undefined)
  const bytes = known.reduce((sum, file) => sum + sizeOf(file), 0)
  const milliseconds = known.reduce((sum, file) => sum + durations[file], 0)
  const rate = bytes > 0 ? milliseconds / bytes : MILLISECONDS_PER_BYTE
  return new Map(files.map((file) => [file, durations[file] ?? sizeOf(file) * rate]))
}
