/** Shares the specs of a suite out among shards. */
import { availableParallelism } from 'node:os'
import { explain } from '../failure.mjs'

const MOST_SHARDS = 4
/** Starting a shard costs some seconds: one that would run for less than this is not worth it. */
const LEAST_MILLISECONDS = 8_000

/** `TEST_SHARDS`, else one per core, at most four. */
export function allowedShards(setting = process.env.TEST_SHARDS, cores = availableParallelism()) {
  if (setting === undefined || setting === '') {
    return Math.min(cores, MOST_SHARDS)
  }
  if (!/^[1-9]\d?$/.test(setting)) {
    throw explain(`The setting TEST_SHARDS must be a number from 1 to 99, for example 2.`)
  }
  return Number(setting)
}

/**
 * The longest spec first, each to the shard that has least to do (longest processing time first, at most a third above
 * the best plan). Answers one list of specs per shard, none of them empty, each in the order of the suite.
 */
export function planShards(expected, most) {
  const total = [...expected.values()].reduce((sum, each) => sum + each, 0)
  const worthwhile = Math.max(1, Math.round(total / LEAST_MILLISECONDS))
  const count = Math.min(most, expected.size, worthwhile)
  const shards = Array.from({ length: count }, () => ({ files: [], load: 0 }))
  for (const [file, milliseconds] of [...expected].sort(([, a], [, b]) => b - a)) {
    const least = shards.reduce((one, other) => (other.load < one.load ? other : one))
    least.files.push(file)
    least.load += milliseconds
  }
  return shards.map(({ files }) => files.sort())
}
