/** Which specs a suite has, and which of them a run was asked for. */
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../paths.mjs'

export const SUITES = JSON.parse(readFileSync(join(ROOT, 'bin/suites.json'), 'utf8'))

/** The specs of a suite, as paths of the checkout, in the order in which the runner takes them. */
export function specsOf(suite, root = ROOT) {
  const patterns = SUITES.find(({ name }) => name === suite)?.files ?? []
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

/** Splits what the runner is given into the `--files` it names and the rest. */
export function splitFilters(runnerArgs) {
  const filters = []
  const rest = []
  for (let index = 0; index < runnerArgs.length; index++) {
    const [, inline] = /^--files=(.*)$/.exec(runnerArgs[index]) ?? []
    if (runnerArgs[index] === '--files') {
      filters.push(runnerArgs[++index] ?? '')
    } else if (inline !== undefined) {
      filters.push(inline)
    } else {
      rest.push(runnerArgs[index])
    }
  }
  return { filters: filters.flatMap((each) => each.split(',')).filter(Boolean), rest }
}

/** As the runner itself reads `--files`: the end of a path, or its last segments, where `*` is any one. */
export function matching(files, filters) {
  return filters.length === 0
    ? files
    : files.filter((file) => filters.some((filter) => matches(file, filter)))
}

function matches(file, filter) {
  const path = `/${file}`
  if (path.endsWith(filter)) {
    return true
  }
  const segments = path
    .replace(/(\.spec|\.test)?\.[cm]?[jt]s$/, '')
    .split('/')
    .reverse()
  return filter
    .split('/')
    .reverse()
    .every((part, index) => segments[index] && (part === '*' || segments[index].endsWith(part)))
}

export const sizeOf = (file, root = ROOT) =>
  statSync(join(root, file), { throwIfNoEntry: false })?.size ?? 0
