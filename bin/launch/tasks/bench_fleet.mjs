/**
 * `npm run bench:fleet [-- --hours=24 --sources=36 --organizations=20]`: a simulated day of syncs on two workers: fairness, limits,
 * freshness, and what one failing vendor does to the others. Its vendors are emulated, which a release would refuse.
 */
import { runBench } from '../bench.mjs'

export function run(args) {
  process.env.NODE_ENV = 'development'
  return runBench('fleet', args)
}
