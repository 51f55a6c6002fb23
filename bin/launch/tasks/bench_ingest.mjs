/**
 * `npm run bench:ingest [-- --rows=500000]`: how many vendor records per second become committed facts, next
 * to what PostgreSQL alone reaches.
 */
import { runBench } from '../bench.mjs'

export function run(args) {
  return runBench('ingest', args)
}
